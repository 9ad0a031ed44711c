# Panels that can be torn off, and how they are arranged.

dock-queue = Incidents
dock-map = Map
dock-strips = Feeds over time
dock-wall = Camera footage
dock-card = Incident card
dock-facets = Search
dock-log = Incident log
dock-course = Course of the incident
dock-figures = Figures
dock-transport = Playback
dock-board = Board
dock-tear = Tear off

dock-layouts = Layouts
dock-layouts-hint = Each operator has their own for each desk. The layout is kept at the end by itself, and under a name if you like.
dock-layouts-default = Default layout
dock-layouts-name = A name for the present layout
dock-layouts-keep = Keep under this name
dock-layouts-put = Put up
dock-layouts-forget = Forget

console-action-panel = Tear the present panel off / put it back
console-action-panel-queue = Tear the incidents off / put them back
console-action-panel-map = Tear the map off / put it back
console-action-panel-strips = Tear the feeds over time off / put them back
console-action-panel-wall = Tear the camera footage off / put it back
console-action-panel-card = Tear the incident card off / put it back
console-action-panel-facets = Tear the search off / put it back
console-action-panel-log = Tear the incident log off / put it back
console-action-panel-course = Tear the course off / put it back
console-action-panel-figures = Tear the figures off / put them back
console-action-panel-transport = Tear the playback off / put it back
console-action-panel-board = Tear the board off / put it back
console-action-arrange = Show / hide the panels' titles (drag to move)
console-action-layouts = Choose / keep a layout
console-action-layout-default = Back to the default layout
console-action-next-monitor = This window to the next monitor
console-layout-put = Layout changed: { $name }
console-layout-kept = The present layout is kept: { $name }
console-layout-default = Back to the default layout.
console-layout-damaged = The kept layout cannot be used: { $name }
console-arranging = Drag a title to move its panel. The same key hides the titles again.
console-arranged = The panels are fixed.
console-no-panel = Choose a panel first. Alt and a number tear one off too.
console-monitor-gone = A monitor has gone: { $count } windows were moved to one that is there. They return when it does.
