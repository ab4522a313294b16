"""An examiner that knows only the domain: invented schools, a plain loop, and sheets of every shape."""
