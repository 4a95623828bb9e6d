"""Events in the 31 columns and the vocabulary of ACLED: what an event is coded as (`codes`), the rows (`table`)."""
