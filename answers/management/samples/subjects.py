"""What the generated answers of a large sample site are about: names that set them apart, and no fact."""

MEDICINES = """
    amlodipine atorvastatin azithromycin baclofen bisoprolol budesonide captopril carvedilol cetirizine
    ciprofloxacin citalopram clonidine colchicine diclofenac digoxin doxycycline duloxetine enalapril
    erythromycin famotidine fluoxetine furosemide gabapentin glipizide haloperidol hydralazine ibuprofen
    insulin ketoconazole labetalol lamotrigine levothyroxine lisinopril loratadine losartan metformin
    methotrexate metoprolol mirtazapine montelukast naproxen nifedipine omeprazole ondansetron
    paroxetine pravastatin prednisone propranolol quetiapine ramipril ranitidine rosuvastatin sertraline
    simvastatin sitagliptin spironolactone tamsulosin topiramate tramadol trazodone valsartan
    venlafaxine verapamil zolpidem
""".split()  # noqa: SIM905 -- sixty lines of one word each are harder to read
ILLNESSES = """
    acne anemia angina anxiety arthritis asthma bronchitis bursitis cataract cirrhosis colitis
    constipation croup dementia depression dermatitis diabetes diarrhea eczema endometriosis epilepsy
    gallstones gastritis glaucoma gout hepatitis hypertension hypothyroidism indigestion insomnia
    jaundice lupus malaria measles migraine mumps neuropathy obesity osteoporosis pancreatitis pneumonia
    psoriasis reflux rosacea sciatica shingles sinusitis stroke tendinitis tinnitus tonsillitis ulcers
    vertigo
""".split()  # noqa: SIM905
ASKED = (
    "What should I ask about {medicine} when I have {illness}?",
    "Who can tell me whether {medicine} is right for my {illness}?",
    "How do I find out what {medicine} does for people with {illness}?",
    "Whom do I call about {medicine} when my {illness} gets worse?",
    "What do I write down about {illness} while I take {medicine}?",
    "Can I talk about {medicine} and {illness} at my next visit?",
    "Where is the leaflet that comes with {medicine} for {illness}?",
)
SENTENCES = (
    "This page was made by a program, and tells nothing about {medicine}",
    "Nobody has looked at what studies say about {medicine} for this page",
    "A doctor or a pharmacist can tell you what {medicine} is for",
    "Write down when your {illness} began and what has helped so far",
    "Bring the boxes of all your medicines to your next visit",
    "Ask what other choices there are for people with {illness}",
    "Ask how long you would take {medicine} and who looks after you meanwhile",
    "Tell your doctor about every illness besides {illness} that you have",
    "Say it when you are worried, and ask again when something was not clear",
    "A large site has many pages like this one, so that its speed can be tried",
    "Each of them has words of its own, so that search can find it among the others",
    "Somebody who comes along hears more than one person alone",
    "Do not start or stop {medicine} because of what a sample page says",
    "Your own doctor knows your {illness}, and a page does not",
)
"""None of them claims anything about a medicine or an illness."""
