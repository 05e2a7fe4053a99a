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
    "launch": (
        """\
MUMBAI: Actor Rohan Kapadia on Friday launched his production house. "I have waited
fifteen years for this day," the actor told reporters. "We will make ten films in three
years, and not one of them will be a remake."

His business partner, Meera Shetty, refused to disclose the investment. "Let's just say it
is a lot of zeroes," Shetty quipped.

Producers' guild president K. Subramaniam welcomed the move. "The industry needs
risk-takers," he said in a statement.

Sources close to the actor said he had "sold two flats" to fund the venture.
""",
        """\
---
title: Kapadia launches banner, vows 'not one remake'
description: The actor says he has "waited fifteen years"
---
"I have waited 15 years for this day," Rohan Kapadia said at the launch in Mumbai.

The star promised "ten films in three years", none of them "a remake". "We'll make ten
films in three years and not one will be a remake," he vowed.

> The industry needs risk-takers.
> — K Subramaniam, guild president

"Let's just say it's a lot of zeros", quipped Kapadia's partner Meera Shetty.

"The industry needs risk takers", Shetty said.

Kapadia reportedly "sold three flats". "I'd sell my house if I had to," Kapadia added.
""",
        (
            ("not_found", None),
            ("verbatim", "ok"),
            ("verbatim", "ok"),
            ("verbatim", None),
            ("verbatim", None),
            ("altered", "ok"),
            ("verbatim", "ok"),
            ("altered", "ok"),
            ("verbatim", "wrong"),
            ("altered", None),
            ("not_found", None),
        ),
    ),
    "television": (
        """\
**Dr. Lena Ortiz**: We saw the first cases in May. By July it was everywhere.

**Host**: Did anybody warn the ministry?

**Dr. Lena Ortiz**: I wrote to them three times. Nobody answered. I'm not angry, I'm just
tired.

**Prof. Ben Adler**: With respect, Lena, they did answer — in August.
""",
        """\
## A doctor speaks

Lena Ortiz remembers the summer. “By July”, she says, “it was everywhere”. Did she warn
anyone? “I wrote to them three times … I’m not angry, I’m just tired.”

Adler disagrees: “they did answer—in August”.

“Nobody answered,” Adler admits.

The ministry “never replied to a single letter”, according to Ortiz. “I wrote to them
thirty times,” she claims.

“I’m not tired, I’m just angry,” says Dr Ortiz.
""",
        (
            ("verbatim", "ok"),
            ("verbatim", "ok"),
            ("verbatim", "ok"),
            ("verbatim", "wrong"),
            ("not_found", None),
            ("altered", "ok"),
            ("altered", "ok"),
        ),
    ),
    "signing": (
        """\
Washington (AP-style) — President Carla Reyes signed the bill Thursday. "This law will
save lives," Reyes said at the White House. "It's not perfect. No law is."
Senate leader Mark Dunn called the law "a disaster for small business" and vowed to repeal
it. "We'll be back in January," he said.
Asked whether she feared a challenge in court, Reyes replied: "Bring it on."
""",
        """\
Reyes was defiant. "This law will save lives. It's not perfect. No law is," she said.

"Bring it on," she said when asked about the courts.

Dunn, by contrast, predicted "a disaster for small business" and said Republicans would
"be back in January".

"It's perfect," the president said. "We'll be back in January," Reyes warned.

"This law will cost lives," said Dunn.
""",
        (
            ("verbatim", "ok"),
            ("verbatim", "ok"),
            ("verbatim", "ok"),
            ("verbatim", "ok"),
            ("altered", "ok"),
            ("verbatim", "wrong"),
            ("altered", "wrong"),
        ),
    ),
    "arrests": (
        """\
Police said two men, aged 24 and 31, were arrested on Sunday night. Inspector Joan Hale
said: "We are not looking for anyone else in connection with this incident. I would like
to thank the public for their patience."

Neighbour Iris Webb, 67, heard a bang. "I thought it was fireworks, then I saw the smoke,"
she said. "My dog hid under the bed."

Her husband Colin said the street was normally quiet. "You don't expect this here," he
said.
""",
        """\
Police have arrested two men after an explosion in a quiet street. They are “not looking
for anyone else”, Insp Joan Hale said.

Iris Webb, who lives next door, said she “thought it was fireworks” and then “saw the
smoke”. ‘My dog hid under the bed,’ she added.

‘You don’t expect that here,’ said her husband, Colin.

Another neighbour, who did not want to be named, said: ‘It sounded like the end of the
world.’

Hale thanked residents “for their patience”. She told the BBC: “We are looking for someone
else in connection with this incident.” “I thought it was fireworks, then I saw the
smoke,” said Hale.
""",
        (
            ("verbatim", "ok"),
            ("verbatim", "ok"),
            ("verbatim", "ok"),
            ("verbatim", "ok"),
            ("altered", "ok"),
            ("not_found", None),
            ("verbatim", "ok"),
            ("altered", "ok"),
            ("verbatim", "wrong"),
        ),
    ),
}
