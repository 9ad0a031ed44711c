# What followers of streams find: a whole sentence with its figures, and a short name for the history.

finding-dispatch_not_sent = Nobody sent { $value } min after the call
finding-short-dispatch_not_sent = Nobody sent in time
finding-dispatch_not_arrived = Nobody there { $value } min after the call ({ $text })
finding-short-dispatch_not_arrived = Nobody arrived in time
finding-other = { $name } { $value } { $unit } { $text }
finding-word-received = only received
finding-word-dispatched = sent
finding-word-en_route = on the way
