"""Many schools (教育委員会の全校集計): each assessed by itself, small results summed; nothing crosses schools."""
