"""A month of the sample school, from registers and ledger to the workbooks that go to the board."""
