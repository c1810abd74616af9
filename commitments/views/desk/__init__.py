"""The editors' desk, split by noun. Each write: load, bind, 422, one service call, redirect."""
