// English messages of the dialog behind the "?" of the bar, and of the tour.

export default {
  "keys.guide": "Open the guide",
  "keys.tour": "Take the tour",
  "keys.help": "F1",
  "keys.help.help": "Help about the control that has the keys, with a link to the guide; Escape goes back",
  "keys.picture": "Keys on the output’s picture",

  "tour.count": "{step} of {steps}",
  "tour.skip": "Skip the tour",
  "tour.back": "Back",
  "tour.next": "Next",
  "tour.end": "Done",
  "tour.data": "Something to learn",
  "tour.data.text":
    "Each dot is an example: where it lies, and which class it belongs to. Choose a pattern, make it noisier, or bring your own table. The network sees only some of the points; the others test it.",
  "tour.network": "The network",
  "tour.network.text":
    "Inputs on the left, the answer on the right. Each tile shows what one neuron gives over the plane; lines are weights. Add layers and neurons, and point at any part to see its numbers.",
  "tour.train": "Train it",
  "tour.train.text":
    "Press Train, or the space bar, and watch. Step takes one batch at a time; Reset goes back to the same first weights. Every change can be undone.",
  "tour.output": "See what it has learned",
  "tour.output.text":
    "The ground has the colour of the network’s answer, stronger where it is surer. Below are the loss and accuracy on both kinds of points: when the test loss rises while the training loss falls, it learns by heart.",
  "tour.share": "Ask why, and pass it on",
  "tour.share.text":
    "A “?” or F1 says what a control is for and links to the guide. The address keeps your settings: whoever opens it begins the same run. Share makes a link or a file of everything. Nothing else leaves this page.",
};
