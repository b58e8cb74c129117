"""Readers, scanners and playable fakes; built by main, never imported by domain, ports or services."""
