// 简体中文消息。设置与选项的消息在 zh-settings.js。键与 en.js 相同，由测试核对。
import choices from "./zh-choices.js";
import settings from "./zh-settings.js";

export default {
  ...settings,
  ...choices,

  "app.failed": "程序内部出错，已停止运行。您的设置保存在地址栏中，重新加载后不会丢失。",
  "app.unsupported":
    "无法启动：{reason}。需要支持 WebAssembly SIMD 的浏览器，例如 Chrome 102、Firefox 112 或 Safari 16.4。",
  "app.reload": "重新加载",
  "app.dismiss": "关闭",

  "prefs.language": "语言",
  "prefs.theme": "配色",

  "theme.auto": "跟随系统",
  "theme.light": "浅色",
  "theme.dark": "深色",

  "panel.data": "数据",
  "panel.network": "网络",
  "panel.output": "输出",
  "panel.loss": "损失",

  "transport.label": "训练",
  "transport.play": "训练",
  "transport.pause": "暂停",
  "transport.step": "单步",
  "transport.epoch": "一轮",
  "transport.reset": "重置",
  "transport.reseed": "新权重",
  "transport.play.help": "开始或暂停训练（空格键）",
  "transport.step.help": "用一个批次更新一次权重（S）",
  "transport.epoch.help": "所有训练样本各用一次（E）",
  "transport.reset.help": "回到同一组初始权重（R）",
  "transport.reseed.help": "重新抽取初始权重（N）",

  "counter.epoch": "轮次",
  "counter.step": "步数",
  "counter.throughput": "样本/秒",
  "counter.fps": "帧/秒",
  "counter.train": "毫秒训练",
  "counter.draw": "毫秒绘图",
  "counter.times": "显示每帧训练和绘图各用多长时间",

  "status.running": "正在训练。",
  "status.paused": "已暂停：已训练 {epoch} 轮，共 {step} 步。训练损失 {train}，测试损失 {test}。",

  "figures.train": "训练",
  "figures.test": "测试",
  "figures.loss": "损失",
  "figures.accuracy": "准确率",
  "figures.r2": "R²",
  "figures.none": "–",

  "data.regenerate": "重新生成",
  "data.regenerate.help": "按同样的规律重新抽取数据点",
  "data.regenerate.own": "重新划分",
  "data.regenerate.own.help": "另选一批点来训练",
  "data.counts": "训练 {train} 个，测试 {test} 个",

  "network.inputs": "输入",
  "network.layer": "第 {layer} 层",
  "network.output": "输出",
  "network.units": "第 {layer} 层有 {units} 个神经元",
  "network.unit.add": "在第 {layer} 层增加一个神经元",
  "network.unit.remove": "在第 {layer} 层减少一个神经元",
  "network.layer.add": "增加一层",
  "network.layer.remove": "减少一层",
  "network.size": "共 {params} 个参数",
  "network.picture": "网络 {shape}：连线表示权重，正权重为蓝色实线，负权重为橙色虚线，越粗绝对值越大",
  "network.legend":
    "方格显示神经元在平面上的输出，左下角的小方块是偏置；连线是权重：蓝色为正，橙色虚线为负，绝对值越大线越粗。权重很多时只画最大的一些，不用虚线。",
  "network.activation": "第 {layer} 层的激活函数",

  "output.picture": "网络在平面上的输出，横轴 {left} 到 {right}，纵轴 {low} 到 {high}，图中有 {points} 个数据点",
  "output.keys":
    "方向键移动十字并读出该处的输出，按住 Shift 移动更远；回车使用当前工具；加号、减号和 0 缩放；Esc 结束。",
  "output.axis.x": "横轴",
  "output.axis.y": "纵轴",

  "tool.label": "指针在图上的作用",
  "tool.look": "查看",
  "tool.look.help": "查看：指向一处读出网络的输出；放大后可拖动；Ctrl 加滚轮缩放",
  "tool.paint": "画点",
  "tool.paint.help": "画出用来训练的点",
  "tool.erase": "擦除",
  "tool.erase.help": "擦掉数据点",
  "tool.move": "移动",
  "tool.move.help": "拖动数据点",
  "tool.value": "数值",
  "tool.paint.hint": "先选要画的类别或数值，再在图上点按或拖画",
  "tool.paint.curve": "在图上点按或拖画：高度就是数值",
  "zoom.in": "放大",
  "zoom.out": "缩小",
  "zoom.home": "显示全部",

  "probe.class": "类别 {name}：{p}",
  "probe.point": "此处的点属于 {name}",

  "legend.ground": "底色：网络的判断，颜色越鲜明越有把握",
  "legend.scale": "目标值与输出值（超出两端时颜色不再变化）",
  "legend.hollow": "实心：训练样本，空心：测试样本",
  "legend.train": "训练",
  "legend.test": "测试",
  "legend.above": "不小于 {middle}",
  "legend.below": "小于 {middle}",
  "legend.hard": "底色：网络判定的类别",
  "legend.wrong": "分错的点",
  "legend.class": "类别 {name}",

  "loss.picture": "损失随轮次的变化。训练 {train}，测试 {test}",
  "loss.axis.x": "轮次",

  "help.choice": "{help}{name}：{about}",
  "control.help": "说明：{label}",

  "problem.label": "问题类型",
  "problem.help": "把数据点分类，或给出一个数值。",
  "problem.classification": "分类",
  "problem.regression": "回归",

  "expected.list": "至多 {most} 个 {min} 到 {max} 之间的整数，写作 4-2",
  "expected.whole": "{min} 到 {max} 之间的整数",
  "expected.number": "{min} 到 {max} 之间的数",

  "error.kept": "仍为 {value}。",
  "error.page": "{reason}",
  "error.link": "无法识别该链接，已改用默认设置。{reason}",
  "error.unknown-setting": "没有名为“{found}”的设置。最接近的是“{expected}”。",
  "error.duplicate": "{field} 重复出现，只能给出一次。",
  "error.wrong-type": "{field}：输入的是 {found}，应为 {expected}。",
  "error.empty": "{field}：至少选择一项。",
  "error.syntax": "{field}：第 {place} 个字符处不能出现“{found}”。此处可以是：{expected}",
  "error.incomplete": "{field}：公式不完整，第 {place} 个字符处缺少：{expected}",
  "error.out-of-range": "{field}：输入的是 {found}，应为 {expected}。",
  "error.no-points": "没有可以训练的点。请在图上画一些，或选择一个数据集。",
  "error.does-not-fit.formula": "{field}：这些数据点没有 {found}，只有 {expected}。",
  "error.out-of-range.classes": "{field}：输入的是 {found}，应为 {expected}：数据点中已有这么多类。",
  "error.not-a-choice": "{field}：输入的是 {found}，可选值：{expected}。",
  "error.too-long": "{field}：长度为 {found}，应为 {expected}。",
  "error.too-long.formula": "{field}：过长或嵌套过深：{found}，应为 {expected}。",
  "error.wrong-length": "{field}：给出了 {found} 个数，应为 {expected}。",
  "error.not-finite": "{field}：输入的是 {found}，应为 {expected}。",
  "error.not-finite.formula": "{field}：{found}。公式在每个数据点处的值必须是 −1000000 到 1000000 之间的数。",
  "error.canvas": "无法绘图：输入的是 {found}，应为 {expected}。",
  "error.does-not-fit": "{field}：{found} 与其他设置不符，应为 {expected}。",
  "error.does-not-fit.batch_size": "批归一化要求每个批次至少 2 个样本：请增大批量，或选择其他归一化方式。",
  "error.does-not-fit.in_place": "就地更新是普通 SGD 中的错误做法：请先选择 SGD。",
  "error.cannot-train": "{field}：“{found}”没有斜率，无法通过它学习。可以查看它的输出；要训练请选择其他函数。",

  "keys.title": "帮助与快捷键",

  "diverged.loss":
    "训练发散：损失不再是有限数值。网络已回到第 {step} 步，即最后一个数值有限的状态。通常是学习率过大：请调小学习率，重置后重新训练。",
  "diverged.params":
    "训练发散：某个权重不再是有限数值。网络已回到第 {step} 步，即最后一个数值有限的状态。通常是学习率过大：请调小学习率，重置后重新训练。",

  "sheet.samples": "样本使用",
  "sheet.network": "网络",
  "sheet.optimizer": "优化器",
  "sheet.schedule": "学习率调度",
  "sheet.regularisation": "正则化",
  "sheet.figures": "全部指标",
  "set.none.features": "所有列都是输入。",
  "sheet.view": "显示",
  "sheet.held": "固定值",
  "sheet.changed": "{count}",

  "lr.now": "现为 {lr}",

  "choices.mixed": "各层不同",

  "needs.one": "仅适用于 {label}：{names}",
  "needs.not": "不适用于 {label}：{names}",
  "needs.true": "需开启“{label}”",
  "needs.false": "需关闭“{label}”",
  "needs.some": "需要隐藏层",
  "needs.or": " / ",
  "needs.option": "{name}（{why}）",

  "report.loss": "损失",
  "report.accuracy": "准确率",
  "report.balanced": "平衡准确率",
  "report.precision": "精确率（各类平均）",
  "report.recall": "召回率（各类平均）",
  "report.f1": "F1（各类平均）",
  "report.auc": "ROC 曲线下面积",
  "report.r2": "R²",
  "report.mae": "平均绝对误差",
  "report.confusion": "{set}样本：行为真实类别，列为网络判断的类别",
  "report.precision.short": "精确率",
  "report.recall.short": "召回率",
  "report.f1.short": "F1",
  "report.classes.help":
    "精确率：被判为某类的样本中确属该类的比例。召回率：某类样本中被找出的比例。F1：两者的调和平均。ROC 面积仅用于两类问题。",
  "report.numbers.help": "R²：1 表示完全吻合，0 表示与总是回答平均值一样。",

  "stopped.early":
    "训练已停止：测试损失已有 {patience} 轮没有降低。权重取自第 {epoch} 轮，当时测试损失最低。可再次训练，从该处继续。",
};
