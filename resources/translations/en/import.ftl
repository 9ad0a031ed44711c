# Taking in a camera register.

import-where = { $file } line { $line }
import-fault-no-place = has no coordinates; left out.
import-fault-bad-place = the coordinate is no number; left out: { $value }
import-fault-outside = lies outside Korea; left out: { $value }
import-fault-swapped = latitude and longitude were swapped; put right: { $value }
import-fault-duplicate = the same camera as line { $other }; taken once: { $value }
import-fault-duplicate-id = has the id of line { $other } and says something else; left out: { $value }
import-fault-cells = has not as many cells as there are headings; left out: { $value }
import-fault-encoding = has broken letters: { $value }
import-fault-not-a-point = is no point; left out.
import-fault-left-out = cannot be read; this cell is left blank: { $value }
import-summary = { $rows } rows gave { $cameras } cameras. Rows left out: { $refused }. Cameras with a known direction: { $directed }, with an address for their footage: { $streams }.
import-title = The camera register to import (Korean national standard CSV, or GeoJSON)
import-files = Camera registers
import-heading = Import a camera register
import-reading = Reading: { $rows } rows
import-cancel = Cancel
import-cancelled = Cancelled. The camera register in use stays as it was.
import-done = The camera register is replaced. The hub notices within a second or two and uses the new one, with every console connected to it.
import-faults = { $count ->
    [one] { $count } row to look at
   *[other] { $count } rows to look at
 }
import-faults-more = And { $count } more, to be read in { $path }.
import-no-faults = Every row was read.
import-close = Close
import-failed = Not imported: { $why }
import-remote = Import the register on the machine where the hub runs.
cameras-replaced = The camera register was replaced: { $count } cameras, from now on for the map, the nearest cameras and the hub's places. (Imported by: { $by })
cameras-drawn = The hub has no camera register; { $count } made-up cameras are shown.
cameras-purposes-replaced = The list of purposes for looking at footage was replaced.
cameras-purposes-bad = Footage stays closed, for the list of purposes cannot be used: { $why }
cameras-not-fetched = The hub's camera register could not be fetched and is fetched again soon: { $why }
