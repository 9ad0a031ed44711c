# Sound and attention

hearing-title = Sound and attention
hearing-volume = Volume
hearing-try = Try priority { $priority }
hearing-muted = Mute (alarms that must be spoken still are)
hearing-voice = Speak alarms as well
hearing-flash = Flash the window's frame for critical alarms
hearing-quiet = Quiet hours: priorities 2 and 3 make no sound (priority 1 always does)
hearing-since = Quiet from
hearing-to = Quiet until
hearing-done = Close
hearing-no-voice = This computer has no program that speaks.
hearing-no-device = The sound device cannot be opened. Check the loudspeaker and the system's sound settings.
hearing-now-muted = Muted. Alarms are only shown.
hearing-now-on = Sound is on.
hearing-count-1 = { $count } critical
hearing-count-2 = { $count } high
hearing-count-3 = { $count } medium
hearing-again = Not acknowledged yet. { $text }
hearing-flood = Alarm flood. { $text }
hearing-critical = Critical alarm: { $what }
console-action-sound = Sound and attention
console-action-mute = Mute or unmute
