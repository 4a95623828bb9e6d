"""One module a task: `measure(data)` gives named figures, `explain(data)` the errors by kind, in lines."""
