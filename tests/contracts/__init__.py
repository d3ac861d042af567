"""One contract for each kind of the library; each holds what `KindContract` asks of every kind."""
