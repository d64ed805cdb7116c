"""Writers of official papers: one plan of lines and tables, drawn as docx and as PDF."""
