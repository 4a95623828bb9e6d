"""The flow: which stages there are (`order`), one article read (`reading`), many woven (`weaving`)."""
