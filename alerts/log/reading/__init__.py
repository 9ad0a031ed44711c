"""What is read out of the log: answers to questions, spreadsheets, the ledger of looks."""
