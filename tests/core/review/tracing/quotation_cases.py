"""Short sources and drafts of many manners, with what each quotation must come out as."""

from __future__ import annotations

Wanted = tuple[tuple[str, str | None], ...]

CASES: dict[str, tuple[str, str, Wanted]] = {
    "wire report": (
        """\
LONDON, March 3 (Agency) - The central bank kept rates on hold on Tuesday.

"Inflation has fallen faster than we expected, but services prices remain stubborn,"
Governor Helena Marsh told a news conference in London. "It is too early to declare
victory."

Deputy Governor Paul Idowu, who voted for a cut, said the economy "needs help now, not in
the summer".

Asked about the pound, Marsh said she did not comment on the exchange rate.
""",
        """\
---
title: "Bank holds rates: 'too early to declare victory'"
---
The Bank kept rates where they were. Helena Marsh, the governor, said inflation had come
down “faster than we expected” but warned that services prices “remain stubborn”.

Mr Idowu told reporters the economy “needs help now, not in the autumn”.

“It’s too early to claim victory,” Ms Marsh said.

According to Idowu, “inflation has fallen faster than we expected”.

“I never comment on the exchange rate,” she added, smiling.
""",
        (
            ("verbatim", None),
            ("verbatim", "ok"),
            ("verbatim", "ok"),
            ("altered", "ok"),
            ("altered", "ok"),
            ("verbatim", "wrong"),
            ("altered", "ok"),
        ),
    ),
    "minutes": (
        """\
MINUTES

MR CHEN: We propose a levy of two per cent on hotel stays.
MS ALVAREZ: I can't support that. The hotels are on their knees.
MR CHEN: They've had their best year since 2008, with respect.
THE CHAIR: Order. We'll take a vote.
""",
        """\
# Levy row

Councillor Alvarez rejected the plan. “I can’t support that,” she said, because “the
hotels are on their knees”.

“They have had their best year since 2008,” replied Mr Chen.

“We propose a levy of 2% on hotel stays,” said Alvarez.

“We will have a referendum,” the chair ruled.
""",
        (
            ("verbatim", "ok"),
            ("verbatim", "ok"),
            ("altered", "ok"),
            ("verbatim", "wrong"),
            ("not_found", None),
        ),
    ),
    "press release": (
        """\
A spokeswoman for Northern Rail said: "We apologise to every passenger who was delayed.
Our engineers worked through the night."

Passenger group chair Tim Reeve said: "Sorry doesn't get anyone to work."
""",
        """\
Northern Rail apologised “to every passenger who was delayed”. “Sorry doesn’t get anyone
to work,” Mr Reeve retorted.

‘Our engineers [at Leeds] worked through the night’, a spokeswoman for Northern Rail said.
‘We apologise … Our engineers worked through the night.’
""",
        (("verbatim", "ok"), ("verbatim", "ok"), ("verbatim", "ok"), ("verbatim", "ok")),
    ),
    "court report": (
        """\
"The court finds no evidence of fraud," Justice R. K. Menon observed, dismissing the
petition. Counsel for the petitioner, Anita Desai, said her client would appeal. "This is
not the end," Desai said outside the court. "We shall move the Supreme Court."
""",
        """\
"The court finds evidence of fraud," Justice Menon observed. Desai said: "This is not the
end. We shall move the Supreme Court."

"We shall not move the Supreme Court," said Menon. The judge called the petition
"frivolous and vexatious".
""",
        (("altered", "ok"), ("verbatim", "ok"), ("altered", "wrong"), ("not_found", None)),
    ),
    "memo": (
        """\
Chief executive Sam Wu wrote in a memo to staff: "I know this is hard news. We are
reducing our workforce by 12%. I take full responsibility for the decisions that led us
here." Finance chief Lena Hart was not available for comment.
""",
        """\
Wu said he took "full responsibility". In his memo he wrote: "I know this is hard news … I
take full responsibility for the decisions that led us here."

"We are cutting our workforce by 12 per cent," the memo said.

Hart said the firm is in "rude health". One employee called it "a bloodbath".

> We are reducing our workforce by 12%.
>
> — Sam Wu
""",
        (
            ("verbatim", "ok"),
            ("verbatim", "ok"),
            ("altered", None),
            ("not_found", None),
            ("not_found", None),
            ("verbatim", "ok"),
        ),
    ),
    "match report": (
        """\
"I didn't expect to win," Novak said after the final. "My knee was hurting, my coach was
shouting, and I wanted to go home." Her opponent, Ilse Brandt, was gracious. "She was
better today," Brandt said.
""",
        """\
"My knee was hurting and my coach was shouting," Novak said. “I didn’t expect to win,”
said Brandt. "She was better," Brandt admitted.

Novak, 24, said she had "wanted to go home" in the third set.
""",
        (("altered", "ok"), ("verbatim", "wrong"), ("verbatim", "ok"), ("verbatim", "ok")),
    ),
    "interview": (
        """\
Q: Minister, will fares rise?
A: Fares will not rise before April. I have said that many times.
Q: And after April?
A: Nobody can promise anything after April.

Interview with Transport Minister Owen Price, 4 June.
""",
        """\
"Fares will rise before April," Transport Minister Owen Price said. "Nobody can promise
anything after April," he went on. The opposition's Mary Flint said: "I have said that
many times."
""",
        (("altered", "ok"), ("verbatim", "ok"), ("verbatim", "wrong")),
    ),
    "report with a title": (
        """\
The report, titled "Broken Promises", says that "three in four schools have leaking
roofs". Education Secretary Dana Cole said ministers were "working at pace". Union leader
Femi Ade said: "Working at pace? They are working at the pace of a snail."
""",
        """\
The report, “Broken Promises”, found that “three in four schools have leaking roofs”. Dana
Cole replied that ministers were “working at pace”. “They are working at the pace of a
snail,” said Ade, who leads the union.

The phrase “levelling up” is not used.
""",
        (
            ("verbatim", None),
            ("verbatim", None),
            ("verbatim", "ok"),
            ("verbatim", "ok"),
            ("not_found", None),
        ),
    ),
}
