"""Warm processes: what a report needs is imported once, and each report runs in a child that is forked from there."""
