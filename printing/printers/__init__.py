"""The desk's printers: sheets over IPP, the roll over ESC/POS, the platform's drivers, the folder."""
