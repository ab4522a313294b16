"""Reading registers (取り込み): files become blocks of rows with their marks."""
