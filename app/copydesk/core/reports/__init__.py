"""What the program writes down about itself: reports, a log, the trace of a crash.

One rule holds for all of it: no post's text, no name of a post's file, no name of a home folder.
A message may quote any of these, so no message is written that is not our own literal.
"""
