"""What the ledgers hold of one leader: for that leader and the own clerk, never to compare, never above."""
