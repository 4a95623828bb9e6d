"""A record in Follow-the-Money: its entities (`entities`) and one statement for each fact and source (`statements`)."""
