"""What changes a centre besides its feeds: commands, other rules, other cameras, requests that go out."""
