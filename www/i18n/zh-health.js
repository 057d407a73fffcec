// 健康视图的中文。

export default {
  "health.part.weights": "权重",
  "health.part.outputs": "激活值",
  "health.part.grads": "梯度",
  "health.range": "{min} 至 {max}",
  "health.spread": "标准差 {std}",
  "health.all": "全为 {value}",
  "health.trend": "大小 {first} → {last}",
  "health.trend.label": "“{layer}”的{part}随步数的变化：{words}",
  "health.trend.rule":
    "曲线表示从第 {from} 步到第 {to} 步的大小（均方根），纵轴为对数刻度，各层共用；激活值和梯度取自当时的小批量。",
  "health.histogram": "“{layer}”的{part}：{range}",
  "health.units": "死亡单元：{dead}。饱和（斜率小于 0.01）：{saturated}。",
  "health.ratio": "最近一步的权重变化量与权重大小之比：{ratio}。",
  "health.unmoved": "尚未更新过。",
  "health.weightless": "所有权重均为 0，无从比较最近一步的大小。",
  "health.rule":
    "色带表示经验法则：每步更新约为权重大小的 0.001 倍属于常见，0.0001 到 0.01 之间都不必担心。训练接近完成时，更新自然会变小。",
  "health.well":
    "没有发现问题：梯度能传到第一层，激活值有差别，没有哪一层有半数单元死亡，也没有步子过大。各项数字见下。",
  "health.fix": "修改：{what}",
  "health.change": "{setting}改为 {value}",
  "health.and": "，",
  "health.true": "开启",
  "health.false": "关闭",
  "health.sign.overshoot":
    "训练在第 {step} 步之后发散：步子过大，越过了最小值。学习率 {lr} 与曲率 {curvature} 之积为 {product}；超过 {limit} 时，每一步的落点都比出发点离最小值更远。请用较小的学习率，从初始权重重新开始。",
  "health.sign.stride":
    "训练在第 {step} 步之后发散：这种优化器每一步的长度与学习率 {lr} 相当，是初始权重大小的 {ratio} 倍。请用较小的学习率，从初始权重重新开始。",
  "health.sign.decay":
    "训练在第 {step} 步之后发散：衰减在每一步把权重乘以 1 − 学习率 × 强度。{lr} × {strength} = {product}，这个因子是 {factor}，小于 −1，权重正负交替，越来越大。",
  "health.sign.depth":
    "训练在第 {step} 步之后发散：数值逐层增大，输入的大小为 {first}，最后一个隐藏层的输出已达 {last}，开始时的梯度也随之增大，最大为 {gradient}。",
  "health.sign.scale":
    "训练在第 {step} 步之后发散：数值太大。输入的大小为 {inputs}，目标值的大小为 {targets}，因此开始时的损失为 {loss}，最大的梯度为 {gradient}，学习率 {lr} 无法承受。标准化之后，同样的学习率就可以了。",
  "health.sign.explosion":
    "训练在第 {step} 步之后发散：损失爆炸，从 {first} 增大到 {last}，梯度最大为 {gradient}。开始时学习率并不算大（与曲率之积为 {product}，上限为 {limit}），后来误差、梯度和权重互相推高。梯度裁剪可以制止这种情况。",
  "health.sign.growth":
    "训练在第 {step} 步之后发散：学习率为 {lr}，损失从 {first} 增大到 {last}，梯度最大为 {gradient}。",
  "health.sign.unscaled":
    "输入太大：最大的输入大小（均方根）为 {inputs}。加权和因此过大，单元容易饱和或死亡，步子也容易过大。标准化之后，每个输入的均值为 0，标准差为 1。",
  "health.sign.unscaled.targets":
    "数值太大：最大的输入大小（均方根）为 {inputs}，目标值为 {targets}。加权和因此过大，单元容易饱和或死亡，步子也容易过大。标准化之后，它们的均值都为 0，标准差都为 1。",
  "health.sign.unreachable":
    "{share} 的目标值够不到：“{layer}”只能给出 {low} 到 {high} 之间的数，而目标值在 {least} 到 {most} 之间。",
  "health.sign.equal":
    "“{layer}”的 {units} 个神经元中有 {alike} 个有“孪生”：进出的权重都相同，因此输出相同，梯度也相同，永远分不开。随机的初始权重可以打破对称性。",
  "health.sign.alike": "“{layer}”的激活值几乎没有差别（标准差 {spread}）：无论输入什么，下一层看到的都差不多。",
  "health.sign.vanishing": "梯度消失：第一层最大的梯度为 {first}，最后一层为 {last}。靠前的层几乎学不到东西。",
  "health.sign.exploding": "梯度爆炸：第一层最大的梯度为 {first}，最后一层为 {last}。",
  "health.sign.dead": "“{layer}”有 {share} 的单元已经死亡：对所有样本斜率都是 0，梯度无法通过它们向前传播。",
  "health.sign.dead.start":
    "“{layer}”有 {share} 的单元已经死亡：对所有样本斜率都是 0，梯度无法通过它们向前传播。在初始权重处就已有 {start} 死亡，那里的曲率为 {curvature}：并不是哪一步造成的，减小学习率也没有用。",
  "health.sign.killed":
    "“{layer}”有 {share} 的单元已经死亡：对所有样本斜率都是 0。是过长的步子把它们推到了那里：在初始权重处，学习率 {lr} 乘以曲率 {curvature} 等于 {product}，超过 {limit} 就会越过最低点。它们不会自己恢复；请用更小的学习率从初始权重重新开始。",
  "health.sign.saturated": "“{layer}”已经饱和：{share} 的位置斜率小于 0.01，梯度几乎传不过去。",
  "health.sign.saturated.wrong":
    "“{layer}”已经饱和：{share} 的位置斜率小于 0.01，同时 {wrong} 的答案相差很远。每个梯度都要乘以这个斜率，因此错误的答案几乎得不到纠正。",
  "health.sign.stuck.right":
    "训练停滞：损失已有 {epochs} 轮停在 {loss}。训练样本答对了 {right}，而本来可以达到 {reach}。从这组初始权重出发会陷入平坦区或局部极小值，或者网络太小：增加单元、换一组初始权重或换一种损失会有帮助。",
  "health.sign.stuck.r2":
    "训练停滞：损失已有 {epochs} 轮停在 {loss}。答案只能解释目标值方差的 {r2}，而本来可以达到 {reach}。从这组初始权重出发会陷入平坦区或局部极小值，或者网络太小：增加单元、换一组初始权重或换一种损失会有帮助。",
  "health.sign.large": "最近一步使“{layer}”的权重变化了其大小的 {ratio} 倍：学习率 {lr} 使步子过大。",
  "health.sign.small": "最近一步的权重变化量仅为权重大小的 {ratio} 倍。如果损失仍然很高，说明学习率 {lr} 太小。",
};
