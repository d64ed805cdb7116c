"""疑点: what cannot be, or looks copied, put to whoever keeps the record as a question. Nothing more."""
