"""The clauses of the contract, by what they hold: the door, the record, the pages, the outputs of data."""
