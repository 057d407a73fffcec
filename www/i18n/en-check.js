// English messages of the gradient check.

import math from "./en-math.js";

export default {
  ...math,
  "check.layer": "Parameters",
  "check.layer.all": "All layers",
  "check.order": "Order",
  "check.order.error": "Largest error first",
  "check.order.place": "As in the network",
  "check.now": "Check now",
  "check.busy": "Checking: {checked} of {of} {of|parameter|parameters}.",
  "check.sweeping": "Checking: the error for every ε.",
  "check.none": "There is no training sample to check on.",
  "check.waits":
    "{params} {params|parameter takes|parameters take} a while, so that this is not done by itself. The page stays usable in the meantime.",
  "check.when": "At step {step}, on {samples} training {samples|sample|samples}, ε = {eps}. Took {ms} ms.",
  "check.old": "The network has changed since.",
  "check.pass": "Right: both gradients agree",
  "check.fail": "Wrong: the two gradients disagree",
  "check.nothing": "Nothing to compare: every gradient is exactly 0",
  "check.nothing.saturated":
    "“{layer}” is saturated: for each of these samples its activation is so flat that the slope is 0 to the last digit. Nothing before it learns, and the definition sees no change of the loss either.",
  "check.nothing.dead":
    "“{layer}” is dead: for each of these samples the slope of its activation is 0. Nothing before it learns, and the definition sees no change of the loss either.",
  "check.nothing.zero":
    "From “{layer}” on no layer is in the way: the answers are exactly right, or the weights behind are 0. The definition sees no change of the loss either.",
  "check.pass.why":
    "The largest relative error is {error}, at “{param}”. Up to {tolerance} counts as agreement: rounding leaves that much.",
  "check.fail.why":
    "{failed} of {of} {of|parameter|parameters} {failed|differs|differ} by more than {tolerance}. The worst is “{param}”, with a relative error of {error}.",
  "check.pass.empty": "Every parameter lies at a kink: there is nothing to compare.",
  "check.kinks":
    "Left aside: {kinks} at a kink. There (a ReLU whose input is exactly 0, a weight of 0 under L1) the slopes to both sides differ, and there is no derivative.",
  "check.formula.word": "error",
  "check.formula.label": "What is compared",
  "check.formula.definition":
    "The definition needs no chain rule: move one weight a little to both sides, and see how the loss changes.",
  "check.formula.error":
    "a is the gradient by backpropagation, n the one by the definition. Sizes below {floor} of the loss count as that much, or rounding would look like an error.",
  "check.formula.finer": "Where one ε is too coarse, four points around the weight are taken instead of two.",
  "check.param": "{unit}: {part}",
  "check.table": "Gradients of the parameters",
  "check.table.worst": "Gradients of the {rows} worst of {of} {of|parameter|parameters}",
  "check.table.param": "Parameter",
  "check.table.analytic": "Backprop",
  "check.table.numeric": "Definition",
  "check.table.error": "Relative error",
  "check.row.right": "right",
  "check.row.wrong": "wrong",
  "check.row.kink": "kink",
  "check.bugs": "Plant a bug",
  "check.bugs.help":
    "A wrong program, for this check alone: training knows nothing of it, and it is gone when the panel is closed.",
  "check.bug.none": "None",
  "check.bug.in-place": "Updates in place",
  "check.bug.order": "Layers in the wrong order",
  "check.bug.factor": "A missing factor",
  "check.bug.plus": "A plus in the definition",
  "check.bug.slope": "Forgotten derivative",
  "check.bug.secret": "A secret one",
  "check.about.in-place":
    "Each layer’s weights are updated as soon as their gradient is known, and the gradient then goes on through the new weights. The forward pass never saw those.",
  "check.about.order":
    "The loop runs from the first layer to the last. Each layer takes a gradient that has not been computed yet: it is still 0.",
  "check.about.factor":
    "The gradient of a weight is the gradient of the neuron behind it times the number that the weight multiplies. That number is left out.",
  "check.about.plus":
    "(L(w + ε) + L(w − ε)) / 2ε: the sum of two nearly equal losses over a tiny number. Here backpropagation is right, and its judge is wrong.",
  "check.about.slope":
    "The gradient goes back through each activation f unchanged, as if f′ were 1 everywhere: the chain rule lacks a link.",
  "check.mark.in-place":
    "Updates in place leave the last layer right; the layers before it are off by some percent (tiny gradients by more), most often in the right direction.",
  "check.mark.order": "A wrong order leaves the last layer right; before it, backpropagation says exactly 0.",
  "check.mark.factor":
    "A missing factor leaves the biases right: they multiply nothing. The weights are wrong, in every layer.",
  "check.mark.plus":
    "A plus makes the definition huge, about the loss divided by ε, and nearly the same number for every parameter.",
  "check.mark.slope":
    "A forgotten derivative leaves the last layer right; before it backpropagation is as a rule too large, the more so the further from the output.",
  "check.hidden":
    "The bug is planted and nothing shows: it changes no gradient of this network’s. A single layer passes nothing on, and an activation whose slope is 1 forgives that it is forgotten.",
  "check.secret.ask":
    "One of the five is planted. Which one? The table tells: which gradients are right, and how are the others wrong?",
  "check.secret.guess": "Your guess",
  "check.secret.choose": "Choose …",
  "check.secret.try": "Guess",
  "check.secret.again": "Another one",
  "check.secret.right": "Right: {bug}. {mark}",
  "check.secret.wrong": "No. {mark} Is that what the table shows?",
  "check.sweep": "Which ε?",
  "check.sweep.double": "Double precision",
  "check.sweep.single": "Single precision",
  "check.sweep.axes":
    "Across: ε. Upwards: the error of the definition. Both logarithmic; the rings mark the lowest points.",
  "check.sweep.about":
    "The error of {params} {params|gradient|gradients} together: ‖a − n‖ over the larger of ‖a‖ and ‖n‖.",
  "check.sweep.best":
    "{precision}: best at ε = {eps}, with an error of {error}. Above it truncation: the parabola’s remainder, which falls with ε². Below it rounding: digits lost between two nearly equal losses, which grows with 1/ε.",
  "check.sweep.best.short": "{precision}: best at ε = {eps}, with an error of {error}.",
  "check.sweep.large":
    "{precision}: best at the largest ε, {eps}, with an error of {error}. There is no truncation: along each weight the loss is a parabola, of which this quotient is exact. Only rounding is left.",
  "check.sweep.slopes": "Measured in double precision: ε to the power of {truncation} above, {rounding} below.",
  "check.sweep.kinked":
    "Here the error above the best ε does not follow ε²: a large step crosses kinks, as ReLU has them, or is no small step any more.",
  "check.sweep.wrong": "No ε brings the error below {error}: what is wrong is not the choice of ε.",
  "check.sweep.table": "The same as a table",
  "check.sweep.picture": "Error of the definition for ε from 0.1 to 1E−12. {text}",
  "check.guide": "More in the guide",
};
