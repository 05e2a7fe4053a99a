"""``copydesk --self-test``: the program tries itself on a site of its own."""
