"""Where the reading stages run. Today: this machine's cores (`processes`)."""
