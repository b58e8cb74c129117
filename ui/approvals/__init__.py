"""审批: what waits for the signature of the 带班领导 at the desk."""
