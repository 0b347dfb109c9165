//! The words that areas differ by. Plain data; the lists have no name in common, so that a name
//! means one thing in a document and the documents that it uses.

type Named = (&'static str, &'static str);

pub const INTAKES: &[Named] = &[
    ("agent", "Support agent"),
    ("front_desk", "Front desk"),
    ("dispatcher", "Dispatcher"),
    ("case_worker", "Case worker"),
    ("registrar", "Registrar"),
    ("planner", "Planner"),
    ("coordinator", "Coordinator of the day"),
    ("clerk", "Office clerk"),
];

pub const APPROVERS: &[Named] = &[
    ("supervisor", "Supervisor"),
    ("team_lead", "Team lead"),
    ("controller", "Controller"),
    ("department_head", "Head of the department"),
    ("shift_lead", "Shift lead"),
    ("branch_manager", "Branch manager"),
    ("duty_manager", "Manager on duty"),
    ("section_head", "Head of the section"),
];

pub const DOERS: &[Named] = &[
    ("billing", "Billing team"),
    ("cashier", "Cashier"),
    ("bookkeeper", "Bookkeeper"),
    ("operations", "Operations team"),
    ("back_office", "Back office"),
    ("treasury", "Treasury"),
    ("fulfilment", "Fulfilment team"),
    ("accounts_desk", "Accounts desk"),
];

pub const CHECKERS: &[Named] = &[
    ("inspector", "Inspector"),
    ("technician", "Technician"),
    ("warehouse", "Warehouse team"),
    ("laboratory", "Laboratory"),
    ("assessor", "Assessor"),
    ("test_bench", "Test bench crew"),
    ("surveyor", "Surveyor"),
    ("workshop", "Workshop"),
];

/// What a process handles: one, many.
pub const SUBJECTS: &[Named] = &[
    ("return", "returns"),
    ("complaint", "complaints"),
    ("repair", "repairs"),
    ("delivery", "deliveries"),
    ("claim", "claims"),
    ("booking", "bookings"),
    ("contract", "contracts"),
    ("sample", "samples"),
    ("batch", "batches"),
    ("deviation", "deviations"),
    ("shipment", "shipments"),
    ("refund", "refunds"),
    ("loan", "loans"),
    ("purchase", "purchases"),
    ("transfer", "transfers"),
    ("recall", "recalls"),
    ("renewal", "renewals"),
    ("tender", "tenders"),
    ("subscription", "subscriptions"),
    ("warranty", "warranties"),
];

/// What a process gives out; the name of the activity too.
pub const EFFECTS: &[&str] = &["payment", "replacement", "certificate", "credit", "rebate", "permit", "remittance", "licence"];

pub const TERMS: &[Named] = &[
    ("goodwill", "A favour that the contract does not owe"),
    ("cooling_off", "The days in which the customer can step back without a reason"),
    ("backlog", "The cases that have waited for more than five days"),
    ("proof", "A document that shows who bought what, when and where"),
    ("chargeback", "A payment that the card issuer has taken back"),
    ("consignment", "Goods that travel under one number"),
    ("dormant", "Without any movement for twelve months"),
    ("hardship", "A situation in which the rule would hit the customer out of proportion"),
    ("lot", "Goods made in one run from the same material"),
    ("mandate", "A written order that one person acts for another"),
    ("wear", "Marks that ordinary use leaves within the first year"),
    ("write_off", "A claim that the company gives up for good"),
];

pub const SYSTEMS: &[Named] = &[
    ("ledger", "Ledger"),
    ("case_desk", "Case desk"),
    ("stock_book", "Stock book"),
    ("paygate", "Payment gateway"),
    ("archive", "Document archive"),
    ("mailroom", "Mail room register"),
    ("scheduler", "Work scheduler"),
    ("label_press", "Label press"),
    ("master_data", "Master data of customers"),
    ("lab_book", "Laboratory book"),
    ("fleet_board", "Fleet board"),
    ("registry", "Registry"),
];

/// The fields of a form that differ from process to process: the keys of the templates, and one
/// list of words for each choice.
pub const FIELDS: &[(&[&str], &[&[&str]])] = &[
    (
        &["amount", "amount_text"],
        &[
            &["amount", "What the customer paid"],
            &["claimed", "What the customer asks for"],
            &["price", "The price on the invoice"],
            &["charge_due", "What the contract charges"],
        ],
    ),
    (
        &["age", "age_text"],
        &[
            &["order_age", "Time since the purchase"],
            &["elapsed", "Time since the contract was signed"],
            &["days_open", "Time since the last delivery"],
            &["notice_age", "Time since the event that the customer reports"],
        ],
    ),
    (
        &["tier", "low", "middle", "top", "tier_text"],
        &[
            &["plan", "basic", "pro", "enterprise", "The customer's plan"],
            &["grade", "bronze", "silver", "gold", "The grade of the customer's account"],
            &["account_class", "starter", "plus", "premier", "The class of the account"],
            &["segment", "household", "company", "public_body", "Who the customer is"],
        ],
    ),
    (
        &["damaged", "damaged_text"],
        &[
            &["damaged", "The goods arrived damaged"],
            &["faulty", "The goods do not work"],
            &["opened", "The package was opened on the way"],
            &["exposed", "The goods were exposed to heat or water"],
        ],
    ),
    (
        &["method", "first_way", "second_way", "third_way", "method_text"],
        &[
            &["payment_route", "card", "bank", "cash", "How the customer paid"],
            &["delivery_mode", "post", "pickup", "van", "How the goods travel"],
            &["channel", "letter", "portal", "counter", "How the request reached us"],
            &["wish", "by_letter", "by_phone", "by_portal", "How the customer wants to hear from us"],
        ],
    ),
    (
        &["weight", "weight_text"],
        &[&["weight", "Weight of the goods"], &["gross_weight", "Weight with the package"], &["net_weight", "Weight without the package"]],
    ),
];
