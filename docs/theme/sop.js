// Colours for the language in the book. mdBook has coloured all other blocks by the time this runs.
(function () {
  "use strict";
  if (typeof hljs === "undefined") return;

  const kinds = "policy sop wi form glossary tests";
  const structure =
    "step section checklist decide when otherwise if unless else late parallel branch repeat until each row perform follows " +
    "wait whenever after every handoff notify trigger outcome table apply rule require forbid separate scenario given expect " +
    "continue todo first any either unique optional recommended failure cancelled external";
  const fields =
    "version status language owner author reviewed approved effective review uses implements except supersedes performer scope " +
    "purpose audience tags retain history role term system unit field fact limit activity asks records sets needs produces tools " +
    "fulfils check before done enter say consult note example caution warning danger always never image cites presumed";
  const joining = "by within at once most least takes for in of on to with and or not between now earlier later the counting from nearest silent while where";

  hljs.registerLanguage("sop", function () {
    return {
      name: "sop",
      keywords: {
        $pattern: /[a-z_]+/,
        keyword: kinds + " " + structure,
        attribute: fields + " " + joining,
        literal: "yes no",
      },
      contains: [
        { className: "section", begin: /^\/\/- .*$/, relevance: 0 },
        { className: "finding", begin: /^[ \t]*\/\/<?[ ]*\^+.*$/ },
        { className: "comment", begin: /\/\//, end: /$/ },
        {
          className: "string",
          begin: /"""/,
          end: /"""/,
          contains: [{ className: "subst", begin: /\{/, end: /\}/ }],
        },
        {
          className: "string",
          begin: /"/,
          end: /"|$/,
          contains: [{ begin: /\\./ }, { className: "subst", begin: /\{/, end: /\}/ }],
        },
        { className: "symbol", begin: /->\s*[a-z_0-9]*/ },
        { className: "title", begin: /\b[A-Z]{2,}[A-Z0-9]*[-_][A-Z0-9._-]*[A-Z0-9]\b/ },
        { className: "number", begin: /\b\d{4}-\d\d-\d\d\b|\b\d[\d.]*%?/ },
      ],
    };
  });

  document.querySelectorAll("code.language-sop").forEach(function (block) {
    block.textContent = block.textContent;
    hljs.highlightBlock(block);
  });
})();
