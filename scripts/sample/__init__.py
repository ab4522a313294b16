"""The invented school (見本の学校): who is in it, what happened, and how its register (出席簿) looks."""
