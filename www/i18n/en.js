// English messages. {names} are filled in. Those of settings and choices are in en-settings.js. The keys are those of zh.js; a test compares them.
import choices from "./en-choices.js";
import settings from "./en-settings.js";

export default {
  ...settings,
  ...choices,

  "app.failed":
    "The playground has stopped: something went wrong inside it. Your settings are in the address; reloading keeps them.",
  "app.unsupported":
    "The playground could not start: {reason}. It needs a browser with WebAssembly SIMD, such as Chrome 102, Firefox 112 or Safari 16.4.",
  "embed.whole": "Open in Chainrule",
  "embed.unknown":
    "The address asks to show or hide what this page does not have: {names}. Its parts are {parts}; settings have the names that they have in links.",
  "embed.meant": "{name} (did you mean {meant}?)",
  "embed.and": ", ",
  "embed.names": "All names",
  "update.there": "There is a new version of this page. What you have done is kept.",
  "update.load": "Load it",
  "app.missing.wasm":
    "The playground needs WebAssembly, and this browser has none, or it is switched off. Chrome 102, Firefox 112, Safari 16.4 and newer have it.",
  "app.missing.vectors":
    "The playground needs WebAssembly SIMD, which this browser does not have. Chrome 102, Firefox 112, Safari 16.4 and newer have it.",
  "app.missing.file": "The engine could not be loaded. Is the network there? Nothing is lost: load the page again.",
  "app.pictures":
    "The browser has taken the pictures away, as it does when graphics memory runs short. Training goes on; they come back as soon as it allows.",
  "app.reload": "Reload",
  "app.dismiss": "Dismiss",

  "skip.label": "Skip to",
  "skip.settings": "Skip to the settings",
  "skip.network": "Skip to the network",
  "skip.output": "Skip to the output",

  "prefs.sign": "EN",
  "prefs.language": "Language",
  "prefs.theme": "Colours",

  "theme.auto": "Auto",
  "theme.light": "Light",
  "theme.dark": "Dark",

  "import.open": "Your data",
  "import.unread": "This file could not be read.",

  "panel.data": "Data",
  "panel.network": "Network",
  "explain.microscope": "Why did it move?",
  "explain.label": "What explains the network",
  "explain.check": "Gradient check",
  "explain.health": "Health",
  "explain.close": "Close",
  "explain.unloaded": "This part of the page could not be loaded. Are you offline?",
  "panel.output": "Output",
  "panel.loss": "Loss",

  "transport.label": "Training",
  "transport.play": "Train",
  "transport.pause": "Pause",
  "transport.step": "Step",
  "transport.epoch": "Epoch",
  "transport.reset": "Reset",
  "transport.reseed": "New weights",
  "transport.play.help": "Train, or pause (Space)",
  "transport.step.help": "One batch, one update of the weights (S)",
  "transport.epoch.help": "Every training point once, one epoch (E)",
  "transport.reset.help": "Back to the same first weights (R)",
  "transport.reseed.help": "Draw other first weights (N)",

  "counter.epoch": "epoch",
  "counter.step": "step",
  "counter.throughput": "samples/s",
  "counter.fps": "frames/s",
  "counter.train": "ms training",
  "counter.draw": "ms drawing",
  "counter.times.help":
    "Milliseconds of a frame that go to training, and to evaluating and drawing. The browser’s own painting comes on top.",
  "counter.times": "Show how long training and drawing take in each frame",

  "status.running": "Training.",
  "status.at": "Epoch {epoch}, step {step}: training loss {train}, test loss {test}.",
  "status.falling": "The training loss is falling.",
  "status.rising": "The training loss is rising.",
  "status.level": "The training loss is level.",
  "status.paused": "Paused at epoch {epoch}, step {step}. Training loss {train}, test loss {test}.",

  "figures.train": "Training",
  "figures.test": "Test",
  "figures.label": "Loss and accuracy",
  "figures.loss": "loss",
  "figures.accuracy": "accuracy",
  "figures.r2": "R²",
  "figures.none": "–",

  "data.regenerate": "New points",
  "data.regenerate.help": "Draw other points of the same kind",
  "data.regenerate.own": "New split",
  "data.regenerate.own.help": "Choose other points to train on",
  "data.counts": "{train} training, {test} test points",

  "network.inputs": "Inputs",
  "network.layer": "Layer {layer}",
  "network.output": "Output",
  "network.units": "{units} neurons in layer {layer}",
  "network.unit.add": "Add a neuron to layer {layer}",
  "network.unit.remove": "Remove a neuron from layer {layer}",
  "network.layer.add": "Add layer",
  "network.layer.remove": "Remove layer",
  "network.size": "{params} parameters",
  "network.picture":
    "The network {shape}: its weights as lines, blue and full where positive, orange and dashed where negative, wider where larger",
  "network.picture.many":
    "The network {shape}: its 400 largest weights as lines, blue where positive, orange where negative, wider where larger",
  "network.legend":
    "Tiles show what a neuron gives over the plane, their corners its bias; lines are weights: blue positive, orange and dashed negative, wider where larger.",
  "network.legend.many":
    "Tiles show what a neuron gives over the plane, their corners its bias; lines are the 400 largest weights: blue positive, orange negative, wider where larger.",
  "network.legend.frozen": "Greyish: frozen.",
  "network.legend.off": "Crossed out: off.",
  "network.activation": "Activation of layer {layer}",
  "network.freeze": "Freeze layer {layer}",
  "network.freeze.output": "Freeze the output",

  "unit.name": "Neuron {unit}",
  "unit.full": "{column}, {unit}",

  "inspector.label": "What is selected in the network",
  "inspector.column": "Layer",
  "inspector.unit": "Neuron",
  "inspector.part": "Weight or bias",
  "inspector.none": "Look at …",
  "inspector.whole": "the neuron",
  "inspector.weight": "weight from {from}",
  "inspector.bias": "bias",
  "inspector.gain": "gain γ",
  "inspector.shift": "shift β",
  "inspector.off": "Switch off",
  "inspector.on": "Switch on",
  "inspector.close": "Look at nothing (Esc)",
  "inspector.value": "Value",
  "inspector.gradient": "gradient {value}",
  "inspector.update": "last update {value}",
  "inspector.probe": " = {value} at the point",
  "inspector.wrong": "“{text}” is no number; type one such as −0.5.",
  "inspector.infinite": "With {text} the training loss would not be a finite number.",
  "inspector.help":
    "Gradient: of the last step’s batch, with penalties and clipping. Last update: how far that step moved the value. Edit it while training runs too: type, or ↑ and ↓ or the wheel by 0.1, with Shift by 1, with Alt by 0.01. In the picture arrow keys walk through the neurons, Enter goes to a neuron’s weights and then to the value, Esc goes back.",

  "output.picture":
    "The network’s answer over the plane, {x} from {left} to {right} across and {y} from {low} to {high} upwards, with {points} points",
  "output.keys":
    "Arrow keys move a cross and read the network’s answer there, with Shift further; Enter uses the tool; plus, minus and 0 zoom; Escape ends.",
  "output.unit": "{name} ×",
  "output.axis.x": "Horizontal axis",
  "output.axis.y": "Vertical axis",

  "tool.label": "What the pointer does on the picture",
  "tool.look": "Look",
  "tool.look.help":
    "Look and pan: point to read the network’s answer; drag to move a zoomed picture; Ctrl and wheel zoom",
  "tool.paint": "Paint",
  "tool.paint.help": "Paint points to train on",
  "tool.erase": "Erase",
  "tool.erase.help": "Erase points",
  "tool.move": "Move points",
  "tool.move.help": "Move points; away from them, drag to pan",
  "tool.value": "value",
  "tool.paint.hint": "choose what to paint, then press or draw on the picture",
  "tool.paint.curve": "press or draw on the picture: the height is the value",
  "zoom.in": "Zoom in",
  "zoom.out": "Zoom out",
  "zoom.home": "Show all",

  "probe.class": "class {name}: {p}",
  "probe.point": "a point of {name} lies here",

  "legend.label": "Legend",
  "legend.ground": "ground: the answer, stronger where surer",
  "legend.unit": "ground: what the neuron gives, in full colour at ±{most}",
  "legend.scale": "points and ground: target and answer",
  "legend.slice": "a slice: the other columns have their held values",
  "legend.hard": "ground: the class that the network says",
  "legend.wrong": "wrong answer",
  "legend.above": "{middle} or more",
  "legend.below": "below {middle}",
  "legend.hollow": "filled: training, hollow: test",
  "legend.train": "training",
  "legend.test": "test",
  "legend.class": "class {name}",

  "legend.lr": "learning rate",
  "legend.loss": "loss, {set}",
  "legend.quality": "{quality}, {set}",
  "legend.pinned": "pale: pinned run",

  "pin.label": "Pin",
  "pin.help": "Keep this curve, so that the next run is drawn over it; press again to let it go",
  "pin.note": "Pinned: training {train}, test {test}, epoch {epoch}{other}",
  "pin.loss": " ({loss})",

  "save.png": "Picture (PNG)",
  "save.svg": "Vector picture (SVG)",
  "save.csv": "Table (CSV)",

  "reading.label": "Read the curve: values at an epoch",
  "reading.epoch": "Epoch {epoch} · learning rate {lr}",
  "reading.set": "{set}: {loss} · {quality}",
  "reading.pinned": "Pinned, epoch {epoch}: training {train}, test {test}",
  "reading.changed": "Changed: {names}",
  "reading.weights": "weights",
  "reading.data": "points",
  "reading.and": ", ",

  "roc.title": "ROC curve",
  "roc.area": "{set}, area {area}",
  "roc.axes":
    "Up: share of class 1 that is found. To the right: share of class 0 that is taken for it. The diagonal is guessing.",

  "loss.picture": "Loss over epochs. Training {train}, test {test}",
  "loss.axis.x": "epoch",

  "help.choice": "{help} {name}: {about}",
  "help.more": "In the guide",
  "help.more.about": "In the guide: {label}",
  "control.help": "Help: {label}",

  "problem.label": "Problem",
  "problem.help": "Sort points into classes, or answer with a number.",
  "problem.classification": "Classification",
  "problem.regression": "Regression",

  "expected.list": "at most {most} whole numbers from {min} to {max}, written like 4-2",
  "expected.whole": "a whole number from {min} to {max}",
  "expected.number": "a number from {min} to {max}",

  "error.kept": "Still {value}.",
  "error.page": "{reason}",
  "error.link.kept": "The link was not understood; nothing has changed. {reason}",
  "error.link": "The link was not understood, so the page starts with its defaults. {reason}",
  "error.link.part": "Left out of the link: {fields}. All else is as it says. {reason}",
  "link.own":
    "The points of this link are its maker’s own, and too many to be in it: the usual ones stand in for them. All other settings are the link’s.",
  "error.unknown-setting": "There is no setting “{found}”. The guide lists all names, under “Sharing and keeping”.",
  "error.meant": "There is no setting “{found}”. Did you mean “{expected}”?",
  "error.duplicate": "{field} is given more than once. Give it once.",
  "error.wrong-type": "{field}: found {found}, expected {expected}.",
  "error.empty": "{field}: choose at least one.",
  "error.syntax": "{field}: “{found}” cannot stand at character {place}. Expected there: “{expected}”.",
  "error.incomplete": "{field}: ends too early. Expected at character {place}: “{expected}”.",
  "error.out-of-range": "{field}: found {found}, expected {expected}.",
  "error.no-points": "There is no point to train on. Paint some on the picture, or choose a data set.",
  "error.does-not-fit.formula": "{field}: these points have no {found}, only {expected}.",
  "error.out-of-range.classes": "{field}: found {found}, expected {expected}: points of so many classes are there.",
  "error.not-a-choice": "{field}: found {found}; choose one of {expected}.",
  "error.too-long": "{field}: its length is {found}, expected {expected}.",
  "error.too-long.formula": "{field}: too long, or too many parts within each other: {found}; expected {expected}.",
  "error.wrong-length": "{field}: found {found} numbers, expected {expected}.",
  "error.not-finite": "{field}: found {found}, expected {expected}.",
  "error.not-finite.formula": "{field}: {found}. At every point it must be a number from −1,000,000 to 1,000,000.",
  "error.damaged": "What was saved cannot be read: {found} is damaged. Nothing has changed.",
  "error.newer":
    "This was saved by a newer version ({found}; this one reads {expected}). Load the page again to get it.",
  "error.canvas": "The picture cannot be drawn: found {found}, expected {expected}.",
  "error.does-not-fit": "{field}: {found} does not fit the other settings; expected {expected}.",
  "error.does-not-fit.batch_size":
    "Batch normalisation needs at least 2 points in a batch: make the batch larger, or choose another normalisation.",
  "error.does-not-fit.in_place": "Updating in place is a mistake made with plain SGD: choose SGD first.",
  "error.does-not-fit.frozen": "Frozen layers: there is no layer {found} to freeze.",
  "error.does-not-fit.off":
    "Neurons switched off: there is no hidden neuron {found} (204 is the fourth of the second layer).",
  "error.cannot-train":
    "{field}: “{found}” has no slope, so nothing can be learned through it. Its answers can be looked at; choose another one to train.",

  "keys.title": "Help and keys",

  "diverged.loss":
    "Training diverged: the loss stopped being a finite number. The network is back at step {step}, the last one whose loss over all points is known to be finite. Usually the learning rate is too large: make it smaller, reset, and train again.",
  "diverged.params":
    "Training diverged: a weight stopped being a finite number. The network is back at step {step}, the last one whose loss over all points is known to be finite. Usually the learning rate is too large: make it smaller, reset, and train again.",

  "sheet.samples": "Samples",
  "sheet.network": "Network",
  "sheet.optimizer": "Optimiser",
  "sheet.schedule": "Schedule",
  "sheet.regularisation": "Regularisation",
  "sheet.figures": "All figures",
  "set.none.features": "All columns are inputs.",
  "sheet.view": "View",
  "sheet.held": "Held values",
  "sheet.lines": "Lines",
  "sheet.save": "Save",
  "sheet.changed": "{count}",

  "lr.now": "now {lr}",

  "choices.mixed": "Differs by layer",

  "needs.one": "Only with {label}: {names}",
  "needs.not": "Not with {label}: {names}",
  "needs.true": "Only with “{label}”",
  "needs.false": "Not with “{label}”",
  "needs.some": "Only with hidden layers",
  "needs.or": " / ",
  "needs.option": "{name} ({why})",

  "report.loss": "Loss",
  "report.accuracy": "Accuracy",
  "report.balanced": "Balanced accuracy",
  "report.precision": "Precision, mean of classes",
  "report.recall": "Recall, mean of classes",
  "report.f1": "F1, mean of classes",
  "report.auc": "Area under ROC curve",
  "report.r2": "R²",
  "report.mae": "Mean absolute error",
  "report.confusion": "{set}: class of the points (rows) and class said (columns)",
  "report.precision.short": "prec.",
  "report.recall.short": "recall",
  "report.f1.short": "F1",
  "report.classes.help":
    "Precision: of what was called a class, the share that is. Recall: of a class, the share that was found. F1: their harmonic mean. The ROC area is for two classes only.",
  "report.numbers.help": "R²: 1 is perfect, 0 is no better than always saying the mean.",

  "saved.damaged":
    "What was saved there cannot be read: it is damaged, or no file or link of Chainrule. Nothing has changed.",
  "recalled.told": "You are back where you were, at epoch {epoch}.",
  "recalled.offer": "You were here before, and further on.",
  "recalled.take": "Go on from there",
  "recalled.unreadable":
    "This version of the page cannot open what this tab held. It is kept: save it as a file, or find it in Share, Kept runs.",
  "recalled.failing": "What this tab held has ended the page twice, so it was not opened. It is kept.",
  "recalled.anyway": "Open it anyway",
  "kept.before": "Your work from before is kept.",
  "kept.back": "Go back to it",
  "kept.gone": "That run is no longer kept.",
  "kept.file": "Save as a file",
  "autosave.failed":
    "The browser does not keep what you do here (its storage is full or forbidden). Save a file from Share before you leave.",
  "share.open": "Share",
  "lessons.open": "Lessons",
  "share.afresh": "Start afresh",
  "undo.opened": "opening",
  "undo.undo": "Undo",
  "undo.redo": "Redo",
  "undo.undo.help": "Take back the last change of settings, data or weights (Ctrl+Z, ⌘Z)",
  "undo.redo.help": "Make the change again that was taken back (Ctrl+Shift+Z, Ctrl+Y, ⇧⌘Z)",
  "undo.label": "{act}: {what}",
  "undo.several": "{name}, {count} settings in all",
  "undo.params": "weights",
  "undo.points": "points",
  "undo.undone": "Undone: {what}.",
  "undo.redone": "Redone: {what}.",
  "undo.afresh": "{said} Too much has happened since for its weights to be kept: it starts afresh.",

  "stopped.early":
    "Training stopped: the test loss has not fallen for this many epochs: {patience}. The weights are those of epoch {epoch}, when it was lowest. Train again to go on from there.",
};
