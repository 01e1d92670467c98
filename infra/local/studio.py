"""What the example studio is made of: plain data for `make demo`, all of it invented."""

PRODUCTION = "The Lamplighter"
FRAMES_A_SECOND = "24"

DEPARTMENTS = {
    "Design": "#C6A15B",
    "Modelling": "#5B8DC6",
    "Animation": "#C65B7C",
    "Lighting": "#E0B93F",
    "Production": "#6B7A8F",
}

# first name, last name, role, department
PEOPLE = (
    ("Noor", "Haddad", "manager", "Production"),
    ("Elias", "Brandt", "supervisor", "Animation"),
    ("Ida", "Solberg", "user", "Animation"),
    ("Mateo", "Ruiz", "user", "Animation"),
    ("Yuki", "Tanabe", "user", "Modelling"),
    ("Greta", "Lindqvist", "user", "Design"),
    ("Samuel", "Okafor", "user", "Lighting"),
    ("Priya", "Raman", "client", None),
)

# name, short name, colour, what else is true of it
STATUSES = (
    ("Todo", "todo", "#f5f5f5", {"is_default": True}),
    ("Work in progress", "wip", "#3273dc", {"is_wip": True}),
    ("Waiting for approval", "wfa", "#ab26ff", {"is_feedback_request": True}),
    ("Retake", "retake", "#ff3860", {"is_retake": True}),
    ("Done", "done", "#22d160", {"is_done": True}),
)

# name, what it is done on, department, colour
TASK_TYPES = (
    ("Concept art", "Asset", "Design", "#8D6E63"),
    ("Modelling", "Asset", "Modelling", "#78909C"),
    ("Storyboard", "Shot", "Design", "#43A047"),
    ("Animation", "Shot", "Animation", "#2962FF"),
    ("Lighting", "Shot", "Lighting", "#F9A825"),
)

# asset type -> name, description
ASSETS = {
    "Characters": (
        ("Orla", "The lamplighter; sixty years old, quick hands."),
        ("Fenn", "A fox that follows her, never closer than ten steps."),
        ("The Mayor", "Wants electric light by spring."),
    ),
    "Props": (
        ("Ladder", "Taller than she is."),
        ("Gas lamp", "Rigged to be lit."),
        ("Brass key", "Opens every lamp in town."),
    ),
    "Environments": (("Harbour street", "Wet stones, fog from the left."), ("Lamp room", "Where the oil is kept.")),
}

# sequence -> shots: name, frames, description, who and what is seen
SEQUENCES = {
    "SQ010 Dusk": (
        ("SH0010", 96, "The town from above; lamps go on one by one.", ("Harbour street",)),
        ("SH0020", 72, "Orla shoulders the ladder.", ("Orla", "Ladder", "Harbour street")),
        ("SH0030", 120, "She lights the first lamp.", ("Orla", "Gas lamp", "Brass key")),
        ("SH0040", 48, "Two eyes in the alley.", ("Fenn", "Harbour street")),
        ("SH0050", 64, "She does not turn around.", ("Orla", "Fenn")),
        ("SH0060", 88, "The fox sits down under the light.", ("Fenn", "Gas lamp")),
    ),
    "SQ020 The letter": (
        ("SH0010", 80, "A letter on the table of the lamp room.", ("Lamp room",)),
        ("SH0020", 110, "The mayor explains progress.", ("The Mayor", "Lamp room")),
        ("SH0030", 56, "Orla turns the key in her hand.", ("Orla", "Brass key")),
        ("SH0040", 132, "He leaves; the light leaves with him.", ("The Mayor", "Orla", "Lamp room")),
        ("SH0050", 40, "The fox at the window.", ("Fenn", "Lamp room")),
        ("SH0060", 150, "All lamps of the street, and the dark beyond.", ("Harbour street", "Gas lamp")),
    ),
}

# What is said when a version of a shot is published, and the status that goes with it.
REMARKS = (
    ("First pass, timing only.", "wfa"),
    ("Her weight comes too late on the third step; the rest is lovely.", "retake"),
    ("Step mended, and a little more life in the coat.", "wfa"),
    ("Approved. Thank you!", "done"),
)
