"""Tencent Cloud's automation service (TAT): hosts that nobody logs in to, reached through the cloud's API."""
