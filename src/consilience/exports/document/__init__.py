"""The brief as a document to edit: its outline (`outline`), as Markdown (`markdown`) and for Word (`word`)."""
