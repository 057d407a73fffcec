// English messages of Health.

export default {
  "health.part.weights": "Weights",
  "health.part.outputs": "Activations",
  "health.part.grads": "Gradients",
  "health.range": "{min} to {max}",
  "health.spread": "spread {std}",
  "health.all": "all {value}",
  "health.trend": "size {first} → {last}",
  "health.trend.label": "{part} of “{layer}” over the steps: {words}",
  "health.trend.rule":
    "The lines show sizes (root mean squares) from step {from} to step {to}, by powers of ten, all on one scale; of activations and gradients those of the batch.",
  "health.histogram": "{part} of “{layer}”: {range}",
  "health.units": "Dead units: {dead}. Saturated (slope below 0.01): {saturated}.",
  "health.ratio": "The last step moved the weights by {ratio} of their size.",
  "health.unmoved": "No step has been taken yet.",
  "health.weightless": "All weights are 0: the last step has no size to be compared with.",
  "health.rule":
    "The band is a rule of thumb: a step of about 0.001 of the weights' size is usual, 0.0001 to 0.01 is no cause for alarm. Steps grow small by themselves where training is done.",
  "health.well":
    "No sign of trouble: gradients reach the first layer, activations differ, no layer has half of its units dead, and no step is far too long. The numbers are below.",
  "health.fix": "Change {what}",
  "health.change": "{setting} to {value}",
  "health.and": ", ",
  "health.true": "on",
  "health.false": "off",
  "health.sign.overshoot":
    "Training diverged after step {step}: the steps overshoot. Learning rate {lr} times curvature {curvature} is {product}; beyond {limit} each step lands farther from the minimum than it began. A smaller rate, from the first weights on, helps.",
  "health.sign.stride":
    "Training diverged after step {step}: this optimiser's steps are about as long as the learning rate, {lr}, and that is {ratio} times the size of the first weights. A smaller rate, from the first weights on, helps.",
  "health.sign.decay":
    "Training diverged after step {step}: decay multiplies every weight by 1 − learning rate × strength in each step. {lr} × {strength} = {product}, so the factor is {factor}, below −1: weights change their sign and grow.",
  "health.sign.depth":
    "Training diverged after step {step}: values grow from layer to layer, from a size of {first} at the inputs to {last} behind the last hidden layer, and with them the first gradients, up to {gradient}.",
  "health.sign.scale":
    "Training diverged after step {step}: the numbers are large. Inputs have a size of {inputs}, targets of {targets}; so the first loss was {loss} and the largest gradient {gradient}, too much for a learning rate of {lr}. Standardised, the same rate would do.",
  "health.sign.explosion":
    "Training diverged after step {step}: the loss exploded, from {first} to {last}, with gradients up to {gradient}. At the start the learning rate would have done (times curvature {product}, the limit is {limit}); then errors, gradients and weights drove each other up. Clipped gradients stop that.",
  "health.sign.growth":
    "Training diverged after step {step}: the loss grew from {first} to {last}, with gradients up to {gradient}, at a learning rate of {lr}.",
  "health.sign.unscaled":
    "The inputs are large: the largest has a size of {inputs} (root mean square). Sums become so large that units saturate or die, or steps overshoot. Standardised, every input has a mean of 0 and a deviation of 1.",
  "health.sign.unscaled.targets":
    "The numbers are large: the largest input has a size of {inputs}, targets have one of {targets} (root mean squares). Sums become so large that units saturate or die, or steps overshoot. Standardised, all of them have a mean of 0 and a deviation of 1.",
  "health.sign.unreachable":
    "{share} of the targets are out of reach: “{layer}” can only say numbers from {low} to {high}, and targets go from {least} to {most}.",
  "health.sign.equal":
    "{alike} of the {units} {units|neuron|neurons} of “{layer}” have a twin, with the same weights to it and from it: twins say the same, get the same gradients, and stay the same. Random first weights break the symmetry.",
  "health.sign.alike":
    "The activations of “{layer}” hardly differ (spread {spread}): whatever comes in, the next layer sees nearly the same.",
  "health.sign.vanishing":
    "Vanishing gradients: the largest one is {first} in the first layer and {last} in the last. The first layers hardly learn.",
  "health.sign.exploding": "Exploding gradients: the largest one is {first} in the first layer and {last} in the last.",
  "health.sign.dead":
    "{share} of the units of “{layer}” are dead: their slope is 0 for every sample, and nothing before them learns through them.",
  "health.sign.dead.start":
    "{share} of the units of “{layer}” are dead: their slope is 0 for every sample, and nothing before them learns through them. At the first weights {start} were already, and the curvature there is {curvature}: no step has killed them, and a smaller rate does not help.",
  "health.sign.killed":
    "{share} of the units of “{layer}” are dead: their slope is 0 for every sample. Steps have thrown them there: at the first weights learning rate {lr} times curvature {curvature} is {product}; above {limit}, steps overshoot. They do not come back by themselves; a smaller rate, from the first weights on, helps.",
  "health.sign.saturated":
    "“{layer}” is saturated: at {share} of its places the slope is below 0.01, and hardly any gradient passes.",
  "health.sign.saturated.wrong":
    "“{layer}” is saturated: at {share} of its places the slope is below 0.01, and {wrong} of the answers are far off. That slope is a factor of every gradient, so that wrong answers hardly change.",
  "health.sign.stuck.right":
    "Stuck: the loss has stayed at {loss} for {epochs} {epochs|epoch|epochs}. {right} of the training points are answered rightly, where {reach} would be possible. This start leads into a plateau or a local minimum, or the network is too small: more units, other first weights or another loss help.",
  "health.sign.stuck.r2":
    "Stuck: the loss has stayed at {loss} for {epochs} {epochs|epoch|epochs}. The answers explain {r2} of the targets’ variance, where {reach} would be possible. This start leads into a plateau or a local minimum, or the network is too small: more units, other first weights or another loss help.",
  "health.sign.large":
    "The last step moved the weights of “{layer}” by {ratio} of their size: with a learning rate of {lr}, steps are too long.",
  "health.sign.small":
    "The last step moved the weights by only {ratio} of their size. If the loss is still high, a learning rate of {lr} is too small.",
};
