//! The table of checks: one row a check. Its page is `compiler/docs/checks/NAME.md`, its code a
//! function in `check/`.

use super::Severity::{self, Error, Hint, Info, Warning};

/// What a check looks at; one file of `check/` a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Syntax,
    References,
    Hierarchy,
    ControlFlow,
    Data,
    Policy,
    Roles,
    Time,
    DocumentControl,
    Writing,
    Suppressions,
}

impl Group {
    pub fn title(self) -> &'static str {
        match self {
            Group::Syntax => "Syntax",
            Group::References => "References",
            Group::Hierarchy => "Hierarchy",
            Group::ControlFlow => "Control flow",
            Group::Data => "Data and conditions",
            Group::Policy => "Policy",
            Group::Roles => "Roles and handoffs",
            Group::Time => "Time",
            Group::DocumentControl => "Document control",
            Group::Writing => "Writing",
            Group::Suppressions => "Suppressions",
        }
    }
}

/// The smallest preset that a check belongs to; each preset holds those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// What makes a document wrong.
    Correctness,
    /// And what any author wants to know; the default.
    Recommended,
    /// And document control for audited teams.
    Regulated,
}

/// A row of the table.
#[derive(Debug)]
pub struct Check {
    /// The name is the identity: kebab-case, after the defect.
    pub name: &'static str,
    pub group: Group,
    /// The level where nothing else is configured.
    pub severity: Severity,
    pub preset: Preset,
    /// One line for lists.
    pub summary: &'static str,
    /// The page, in Markdown.
    pub page: &'static str,
}

impl PartialEq for Check {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.name == other.name
    }
}

impl Eq for Check {}

macro_rules! table {
    ($($constant:ident $name:literal $group:ident $severity:ident $preset:ident $summary:literal)*) => {
        $(
            pub static $constant: Check = Check {
                name: $name,
                group: Group::$group,
                severity: $severity,
                preset: Preset::$preset,
                summary: $summary,
                page: include_str!(concat!("../../docs/checks/", $name, ".md")),
            };
        )*
        static ROWS: &[&Check] = &[$(&$constant),*];
    };
}

/// Every check, in the order of the table: by group, then by name.
pub fn checks() -> &'static [&'static Check] {
    ROWS
}

/// The check called `name`.
pub fn check(name: &str) -> Option<&'static Check> {
    ROWS.iter().copied().find(|check| check.name == name)
}

table! {
    SYNTAX_ERROR "syntax-error" Syntax Error Correctness "The text does not follow the language"
    WRONG_CONFIGURATION "wrong-configuration" Syntax Error Correctness "A `sop.toml` that cannot be read, or says what it cannot"
    UNREADABLE_FILE "unreadable-file" Syntax Error Correctness "A file that cannot be read"
    AMBIGUOUS_NAME "ambiguous-name" References Error Correctness "A bare name that two documents of one ring define"
    DANGLING_REFERENCE "dangling-reference" References Error Correctness "A name that nothing defines"
    DUPLICATE_ID "duplicate-id" References Error Correctness "Two documents with one id"
    DUPLICATE_NAME "duplicate-name" References Error Correctness "One name defined twice in a document"
    EXTERNAL_WITHOUT_EDITION "external-without-edition" References Hint Recommended "An external standard cited without its edition"
    ID_FILE_NAME "id-file-name" References Warning Recommended "A file that is not called after the id of its document"
    ID_PATTERN "id-pattern" References Warning Recommended "An id that does not follow the configured pattern"
    MISSING_FILE "missing-file" References Warning Recommended "An image or attachment that is not there"
    MIXED_SCRIPT_ID "mixed-script-id" References Error Correctness "An id with letters that look like others"
    REFERENCE_CYCLE "reference-cycle" References Error Correctness "Documents that supersede or presuppose each other in a circle"
    REFERENCE_TO_DRAFT "reference-to-draft" References Warning Recommended "A document in force that relies on a draft"
    REFERENCE_TO_RETIRED "reference-to-retired" References Error Correctness "A reference to a document that was withdrawn"
    SELF_REFERENCE "self-reference" References Error Correctness "A document that names itself where another is due"
    STALE_PIN "stale-pin" References Warning Recommended "A pinned version that the document has left behind"
    SUPERSEDED_REFERENCE "superseded-reference" References Warning Recommended "A reference to a document that another one supersedes"
    UNUSED_FACT "unused-fact" References Warning Recommended "A fact that nothing reads, asks or records"
    UNUSED_LIMIT "unused-limit" References Warning Recommended "A limit that nothing refers to"
    UNUSED_ROLE "unused-role" References Warning Recommended "A role that nobody is given"
    UNUSED_TERM "unused-term" References Hint Recommended "A term that no document uses"
    WRONG_KIND "wrong-kind" References Error Correctness "A name of one kind where another kind is due"
    WRONG_LEVEL "wrong-level" References Error Correctness "An element or reference on a level where it does not belong"
    DECISION_IN_WI "decision-in-wi" Hierarchy Error Correctness "A full decision in a work instruction"
    HANDOFF_IN_WI "handoff-in-wi" Hierarchy Error Correctness "Work that changes hands in a work instruction"
    MIXED_LEVELS "mixed-levels" Hierarchy Hint Recommended "Process flow and task detail in one document"
    POLICY_WITHOUT_SOP "policy-without-sop" Hierarchy Warning Recommended "A policy that no SOP implements"
    RECURSIVE_PROCEDURE "recursive-procedure" Hierarchy Error Correctness "A procedure that calls itself, directly or through others"
    RULE_NOT_IMPLEMENTED "rule-not-implemented" Hierarchy Warning Recommended "A rule with controls that no SOP implements"
    SEVERAL_ROLES_IN_WI "several-roles-in-wi" Hierarchy Warning Recommended "A work instruction for more than one role or crew"
    SOP_WITHOUT_POLICY "sop-without-policy" Hierarchy Info Recommended "A SOP that implements no policy"
    STEPS_IN_POLICY "steps-in-policy" Hierarchy Error Correctness "Steps in a policy"
    TOO_DETAILED_STEP "too-detailed-step" Hierarchy Hint Recommended "A step of a SOP that spells out a whole task"
    UNHANDLED_OUTCOME "unhandled-outcome" Hierarchy Error Correctness "A failure of a called procedure that the caller leaves open"
    WI_SHAPED_SOP "wi-shaped-sop" Hierarchy Hint Recommended "A SOP with one role and no decision"
    WI_WITHOUT_SOP "wi-without-sop" Hierarchy Warning Recommended "A work instruction that nothing follows"
    DUPLICATE_BRANCH "duplicate-branch" ControlFlow Warning Recommended "Two branches with the same condition"
    ENDLESS_LOOP "endless-loop" ControlFlow Error Correctness "A loop without a way out"
    INTERRUPT_NEVER_POSSIBLE "interrupt-never-possible" ControlFlow Warning Recommended "A watcher in a block where nothing happens"
    JUMP_INTO_BLOCK "jump-into-block" ControlFlow Error Correctness "A jump into the body of a loop, watcher or parallel from outside"
    JUMP_OUT_OF_PARALLEL "jump-out-of-parallel" ControlFlow Error Correctness "A jump from a parallel branch to a place outside"
    LOOSE_END "loose-end" ControlFlow Error Correctness "The flow runs out without an outcome"
    MISSING_JOIN "missing-join" ControlFlow Warning Recommended "Parallel branches that never all come together"
    MISSING_OUTCOME "missing-outcome" ControlFlow Error Correctness "A SOP without an outcome"
    MISSING_TRIGGER "missing-trigger" ControlFlow Error Correctness "A SOP that nothing starts"
    REDUNDANT_JUMP "redundant-jump" ControlFlow Hint Recommended "A jump to where the flow goes anyway"
    SINGLE_BRANCH_DECISION "single-branch-decision" ControlFlow Warning Recommended "A decision with only one way out"
    SINGLE_BRANCH_PARALLEL "single-branch-parallel" ControlFlow Warning Recommended "A parallel block with only one branch"
    STEP_AFTER_OUTCOME "step-after-outcome" ControlFlow Error Correctness "An element straight after the end of the flow"
    UNBOUNDED_LOOP "unbounded-loop" ControlFlow Warning Recommended "A loop whose way out nobody promises"
    UNREACHABLE_BRANCH "unreachable-branch" ControlFlow Error Correctness "A branch that no case takes"
    UNREACHABLE_OUTCOME "unreachable-outcome" ControlFlow Warning Recommended "An outcome that no path reaches"
    UNREACHABLE_STEP "unreachable-step" ControlFlow Error Correctness "An element that no path reaches"
    IMPOSSIBLE_COMPARISON "impossible-comparison" Data Warning Recommended "A value that the fact can never have"
    TYPE_MISMATCH "type-mismatch" Data Error Correctness "Values of different sorts held against each other"
    UNIT_MISMATCH "unit-mismatch" Data Error Correctness "Amounts whose units do not compare"
    UNKNOWN_UNIT "unknown-unit" Data Error Correctness "A unit that nothing knows"
    UNFULFILLED_ACTIVITY "unfulfilled-activity" Policy Warning Recommended "An activity of a rule that no procedure fulfils"
    HANDOFF_TO_SELF "handoff-to-self" Roles Warning Recommended "Work handed to whoever has it already"
    HANDOFF_WITHOUT_CONTENT "handoff-without-content" Roles Hint Recommended "Work that is handed over with nothing"
    ROLE_WITHOUT_STEP "role-without-step" Roles Warning Recommended "A role that a procedure speaks of and that does nothing in it"
    SILENT_HANDOFF "silent-handoff" Roles Warning Recommended "The role changes and nothing says so"
    STEP_WITHOUT_ROLE "step-without-role" Roles Warning Recommended "A step that nobody is to do"
    DEADLINE_ORDER "deadline-order" Time Warning Recommended "What is due later has to be done first"
    LIMIT_LONGER_THAN_ENCLOSING "limit-longer-than-enclosing" Time Warning Recommended "A limit that is longer than that of the block around it"
    UNIT_OF_DAYS_MIXED "unit-of-days-mixed" Time Warning Recommended "Business days and calendar days for one thing"
    WAIT_WITHOUT_LIMIT "wait-without-limit" Time Warning Recommended "A wait for a colleague that may last for ever"
    APPROVAL_BEFORE_CHANGE "approval-before-change" DocumentControl Warning Recommended "An approval that is older than the version it should be of"
    AUTHOR_APPROVES_OWN "author-approves-own" DocumentControl Warning Regulated "A document that only its authors approved"
    EFFECTIVE_BEFORE_APPROVAL "effective-before-approval" DocumentControl Warning Recommended "A document that holds before it was approved"
    HISTORY_MISSING_ENTRY "history-missing-entry" DocumentControl Warning Regulated "A version that the history does not have"
    MISSING_APPROVER "missing-approver" DocumentControl Warning Regulated "A document in force that nobody approved"
    MISSING_METADATA "missing-metadata" DocumentControl Warning Recommended "A header without a field that `sop.toml` requires"
    MISSING_OWNER "missing-owner" DocumentControl Warning Recommended "A document that nobody answers for"
    MISSING_VERSION "missing-version" DocumentControl Warning Recommended "A document without a version"
    RETIRED_WITHOUT_SUCCESSOR "retired-without-successor" DocumentControl Info Regulated "A withdrawn document that nothing in force replaces"
    REVIEW_DUE_SOON "review-due-soon" DocumentControl Info Regulated "A review that is due within 30 days"
    REVIEW_OVERDUE "review-overdue" DocumentControl Warning Regulated "A review whose day has passed"
    VERSION_WENT_BACK "version-went-back" DocumentControl Error Correctness "Versions and days of the history that contradict each other"
    WRONG_METADATA_TYPE "wrong-metadata-type" DocumentControl Error Correctness "A value that a field of the header cannot have"
    CAUTION_AFTER_ACTION "caution-after-action" Writing Warning Recommended "A caution that is read when the action is done"
    EMPTY_TEXT "empty-text" Writing Warning Recommended "A text that says nothing"
    IMAGE_WITHOUT_ALT "image-without-alt" Writing Warning Recommended "A picture that nothing describes in words"
    INCONSISTENT_TERM "inconsistent-term" Writing Hint Recommended "One word in two spellings"
    MISSING_LABEL "missing-label" Writing Hint Recommended "Unlabelled steps side by side with one text"
    MODAL_IN_MANDATORY_STEP "modal-in-mandatory-step" Writing Warning Recommended "A step that must be done and says `should` or `may`"
    NOT_IMPERATIVE "not-imperative" Writing Hint Recommended "A step that is no order"
    PLACEHOLDER "placeholder" Writing Warning Recommended "Something that is still to be written"
    SEVERAL_ACTIONS_IN_STEP "several-actions-in-step" Writing Hint Recommended "A step of three actions or more"
    UNDEFINED_ABBREVIATION "undefined-abbreviation" Writing Hint Recommended "An abbreviation that nothing explains"
    VAGUE_QUANTITY "vague-quantity" Writing Hint Recommended "A time, case or amount that nobody can check"
    EXPIRED_SUPPRESSION "expired-suppression" Suppressions Error Correctness "A suppression whose last day has passed"
    SUPPRESSION_WITHOUT_REASON "suppression-without-reason" Suppressions Warning Recommended "A suppression that does not say why"
    UNUSED_SUPPRESSION "unused-suppression" Suppressions Warning Recommended "A suppression of something that is not there"
}
