"""Every quotation, number, date and name of a draft traced to the sources attached to it."""
