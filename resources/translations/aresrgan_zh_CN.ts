<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>About</name>
    <message>
        <source>About ARESRGAN</source>
        <translation>关于 ARESRGAN</translation>
    </message>
    <message>
        <source>Makes pictures larger and sharper with Real-ESRGAN.</source>
        <translation>用 Real-ESRGAN 把图片变得更大、更清晰。</translation>
    </message>
    <message>
        <source>The program is under the MIT licence. The models come from the authors of Real-ESRGAN under BSD-3-Clause. It stands on these packages:</source>
        <translation>本程序采用 MIT 许可证。模型由 Real-ESRGAN 的作者提供，采用 BSD-3-Clause 许可证。本程序使用了以下软件包：</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>软件包</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>AdvancedOptions</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Advanced options</source>
        <translation>高级选项</translation>
    </message>
    <message>
        <source>Graphics card {number}</source>
        <translation type="vanished">显卡 {number}</translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="vanished">设备</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation type="vanished">处理器 (CPU)</translation>
    </message>
    <message>
        <source>{side} pixels</source>
        <translation>{side} 像素</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>Best quality (TTA)</source>
        <translation>最佳质量 (TTA)</translation>
    </message>
    <message>
        <source>Tile: smaller needs less memory</source>
        <translation>分块：越小占用内存越少</translation>
    </message>
    <message>
        <source>Eight passes over each picture: eight times as slow.</source>
        <translation>每张图片处理八遍，耗时也是八倍。</translation>
    </message>
    <message>
        <source>Threads of the processor</source>
        <translation>处理器线程数</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>{count} left out: already in the queue.</source>
        <translation>{count} 个已在队列中，未重复添加。</translation>
    </message>
    <message>
        <source>{count} more could not be added either.</source>
        <translation>另有 {count} 个也未能添加。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Details...</source>
        <translation>详情...</translation>
    </message>
    <message>
        <source>Details of what went wrong</source>
        <translation>问题详情</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>BenchDialog</name>
    <message>
        <source>Measure this computer</source>
        <translation>测量这台电脑</translation>
    </message>
    <message>
        <source>Enlarges a small picture with every model on every device, and learns how long that takes. It needs some minutes in which the computer should do nothing else.</source>
        <translation>用每个模型在每个设备上放大一张小图片，了解需要多长时间。需要几分钟，期间请不要用电脑做别的事。</translation>
    </message>
    <message>
        <source>Measured speeds</source>
        <translation>测得的速度</translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation>测量进度</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>开始测量</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Looking for devices...</source>
        <translation>正在查找设备...</translation>
    </message>
    <message>
        <source>{model}, {scale}×, on {device}</source>
        <translation>{model}，{scale}×，{device}</translation>
    </message>
    <message>
        <source>Done. Times are now estimated from these figures.</source>
        <translation>完成。今后将根据这些数据估算时间。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>CloudChooser</name>
    <message>
        <source>Choose from the cloud...</source>
        <translation>从云端选择...</translation>
    </message>
    <message>
        <source>Asking the cloud...</source>
        <translation>正在查询云端...</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地域</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>实例</translation>
    </message>
    <message>
        <source>{id}, online</source>
        <translation>{id},在线</translation>
    </message>
    <message>
        <source>{id}, offline</source>
        <translation>{id},离线</translation>
    </message>
    <message>
        <source>Stored command</source>
        <translation>已保存的命令</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Add pictures</source>
        <translation type="vanished">添加图片</translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation type="vanished">图片 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="vanished">所有文件 (*)</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation type="vanished">添加文件夹</translation>
    </message>
    <message>
        <source>Nothing that was copied can be added.</source>
        <translation>复制的内容中没有可以添加的图片。</translation>
    </message>
    <message>
        <source>Copy picture files or their paths, then paste again.</source>
        <translation>请复制图片文件或其路径，然后再次粘贴。</translation>
    </message>
    <message>
        <source>No program was found that opens {name}.</source>
        <translation>找不到可以打开 {name} 的程序。</translation>
    </message>
    <message>
        <source>Only a link came, and links are not fetched from the web.</source>
        <translation>只收到了一个链接，程序不会从网上下载链接的内容。</translation>
    </message>
    <message>
        <source>Save the picture and drop the file here, or copy the picture itself and paste it.</source>
        <translation>请保存图片后将文件拖到这里，或复制图片本身再粘贴。</translation>
    </message>
</context>
<context>
    <name>CompareBar</name>
    <message>
        <source>Ways to compare</source>
        <translation>对比方式</translation>
    </message>
    <message>
        <source>Hold to see the source</source>
        <translation>按住查看原图</translation>
    </message>
    <message>
        <source>Hold to see the source (H)</source>
        <translation>按住查看原图 (H)</translation>
    </message>
    <message>
        <source>More ways to compare</source>
        <translation>更多对比方式</translation>
    </message>
</context>
<context>
    <name>CompareCanvas</name>
    <message>
        <source>Before and after</source>
        <translation>处理前后对比</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>处理前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>处理后</translation>
    </message>
    <message>
        <source>Handle at {position} %, zoom {zoom} %</source>
        <translation>滑块位于 {position} %，缩放 {zoom} %</translation>
    </message>
    <message>
        <source>Zoom {zoom} %</source>
        <translation>缩放 {zoom} %</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>没有图片</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Plain enlargement</source>
        <translation>普通放大</translation>
    </message>
    <message>
        <source>Difference × {factor}</source>
        <translation>差异 × {factor}</translation>
    </message>
</context>
<context>
    <name>Contents</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>What could not be added</source>
        <translation>未能添加的内容</translation>
    </message>
    <message>
        <source>Trying {name}...</source>
        <translation>正在试用 {name}...</translation>
    </message>
    <message>
        <source>{name} was imported.</source>
        <translation>已导入 {name}。</translation>
    </message>
    <message>
        <source>More tools</source>
        <translation>更多工具</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message>
        <source>Seconds left</source>
        <translation>剩余秒数</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>CrashOffer</name>
    <message>
        <source>What went wrong last time</source>
        <translation>上次出现的问题</translation>
    </message>
    <message>
        <source>Look at the report...</source>
        <translation>查看报告...</translation>
    </message>
    <message>
        <source>Look at the report of the last time</source>
        <translation>查看上次的报告</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copy the report of the last time</source>
        <translation>复制上次的报告</translation>
    </message>
    <message>
        <source>ARESRGAN ended unexpectedly last time, or something in it went wrong.</source>
        <translation>上次 ARESRGAN 意外结束，或内部出现了错误。</translation>
    </message>
    <message>
        <source>Please pass the report on to its makers. It names none of your files and folders.</source>
        <translation>请将报告发送给开发者。报告中不含您的文件和文件夹名称。</translation>
    </message>
</context>
<context>
    <name>DeviceOptions</name>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>处理器 (CPU)</translation>
    </message>
    <message>
        <source>Graphics cards</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Graphics card {number}</source>
        <translation>显卡 {number}</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Drop to add</source>
        <translation>松开即可添加</translation>
    </message>
</context>
<context>
    <name>Elsewhere</name>
    <message>
        <source>Where the results go</source>
        <translation>结果保存位置</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Drop pictures or folders here</source>
        <translation>将图片或文件夹拖放到这里</translation>
    </message>
    <message>
        <source>Choose pictures...</source>
        <translation>选择图片...</translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>They become up to 16 times larger, and sharp.</source>
        <translation>最多放大 16 倍，而且清晰。</translation>
    </message>
    <message>
        <source>Try it with a sample picture</source>
        <translation>用示例图片试一试</translation>
    </message>
    <message>
        <source>1.  Add pictures: drop, paste or choose them.</source>
        <translation>1.  添加图片：拖放、粘贴或选择。</translation>
    </message>
    <message>
        <source>2.  Choose a model and a size on the right.</source>
        <translation>2.  在右侧选择模型和尺寸。</translation>
    </message>
    <message>
        <source>3.  Start, and compare before and after.</source>
        <translation>3.  开始，然后对比前后效果。</translation>
    </message>
</context>
<context>
    <name>EngineField</name>
    <message>
        <source>Choose...</source>
        <translation>选择...</translation>
    </message>
    <message>
        <source>Choose another engine</source>
        <translation>选择其他引擎</translation>
    </message>
    <message>
        <source>Use ours</source>
        <translation>使用自带引擎</translation>
    </message>
    <message>
        <source>Use the engine that comes with ARESRGAN</source>
        <translation>使用 ARESRGAN 自带的引擎</translation>
    </message>
    <message>
        <source>Trying {name} on a small picture...</source>
        <translation>正在用一张小图片测试 {name}...</translation>
    </message>
    <message>
        <source>Programs (*.exe)</source>
        <translation>程序 (*.exe)</translation>
    </message>
    <message>
        <source>It works: {seconds} s.</source>
        <translation>运行正常：{seconds} 秒。</translation>
    </message>
    <message>
        <source>It runs, but the picture that it makes is wrong.</source>
        <translation>可以运行，但生成的图片不正确。</translation>
    </message>
    <message>
        <source>The engine that comes with ARESRGAN</source>
        <translation>ARESRGAN 自带的引擎</translation>
    </message>
    <message>
        <source>It runs, but makes no picture: choose a program such as realesrgan-ncnn-vulkan.</source>
        <translation>它能运行，但没有生成图片：请选择类似 realesrgan-ncnn-vulkan 的程序。</translation>
    </message>
</context>
<context>
    <name>FailureDialog</name>
    <message>
        <source>What went wrong</source>
        <translation>出了什么问题</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Include file and folder names in the report</source>
        <translation>在报告中包含文件名和文件夹名</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>查看日志</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Choose another folder...</source>
        <translation>选择其他文件夹...</translation>
    </message>
</context>
<context>
    <name>Forecast</name>
    <message>
        <source>{megapixels} of results in {duration}, {amount} on disk</source>
        <translation>结果共 {megapixels}，用时 {duration}，占用磁盘 {amount}</translation>
    </message>
    <message>
        <source>The disk of {folder} is too full: {needed} needed, {free} free.</source>
        <translation>{folder} 所在磁盘空间不足：需要 {needed}，剩余 {free}。</translation>
    </message>
    <message>
        <source>{count} of the pictures need more memory than this computer has: up to {needed}.</source>
        <translation>有 {count} 张图片所需内存超过本机内存：最多 {needed}。</translation>
    </message>
    <message>
        <source>Up to {needed} of memory are needed and {free} are free: close other programs.</source>
        <translation>最多需要 {needed} 内存，目前可用 {free}：请关闭其他程序。</translation>
    </message>
    <message>
        <source>Choose another folder...</source>
        <translation>选择其他文件夹...</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>选择其他文件夹</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written: it is read-only, locked or gone.</source>
        <translation>无法写入文件夹 {folder}：它是只读的、没有权限或已不存在。</translation>
    </message>
</context>
<context>
    <name>FormatOptions</name>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Transparent parts</source>
        <translation>透明部分</translation>
    </message>
    <message>
        <source>Refuse the picture</source>
        <translation>不处理该图片</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑色</translation>
    </message>
    <message>
        <source>Quality: {value}</source>
        <translation>质量：{value}</translation>
    </message>
    <message>
        <source>As the source</source>
        <translation>与原图相同</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Fast to write</source>
        <translation>写入最快</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Smallest file</source>
        <translation>文件最小</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Remove the location</source>
        <translation>移除位置信息</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>全部移除</translation>
    </message>
</context>
<context>
    <name>HostForm</name>
    <message>
        <source>As it is kept</source>
        <translation>使用已保存的内容</translation>
    </message>
</context>
<context>
    <name>HostsDialog</name>
    <message>
        <source>Hosts</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Hosts that are set up</source>
        <translation>已设置的主机</translation>
    </message>
    <message>
        <source>Other machines with graphics cards can do the work: those that you reach by SSH, instances in Tencent Cloud, and farms of several machines.</source>
        <translation>可以让其他带显卡的机器来工作：通过 SSH 连接的机器、腾讯云实例，以及由多台机器组成的集群。</translation>
    </message>
    <message>
        <source>Add...</source>
        <translation>添加...</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Trust this key</source>
        <translation>信任此密钥</translation>
    </message>
    <message>
        <source>Hosts of this kind need: {command}</source>
        <translation>此类主机需要：{command}</translation>
    </message>
    <message>
        <source>This cannot be kept: {reason}.</source>
        <translation>无法保存：{reason}。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Saved. This system has no key ring: the password is forgotten at the end.</source>
        <translation>已保存。此系统没有密钥环，程序结束后密码将被忘记。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Forget the host {name} and its passwords?</source>
        <translation>要忘记主机 {name} 及其密码吗？</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>忘记</translation>
    </message>
    <message>
        <source>Asking the host...</source>
        <translation>正在询问主机...</translation>
    </message>
    <message>
        <source>{facts}. Trying a tiny picture...</source>
        <translation>{facts}. 正在用一张小图片试验...</translation>
    </message>
    <message>
        <source>{facts}. It works: a tiny picture took {seconds} s.</source>
        <translation>{facts}. 可以使用：一张小图片用了 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>安装引擎</translation>
    </message>
    <message>
        <source>Puts the engine and the models there, for this program alone</source>
        <translation>在主机上安装仅供本程序使用的引擎和模型</translation>
    </message>
    <message>
        <source>Setting up the host...</source>
        <translation>正在设置主机...</translation>
    </message>
    <message>
        <source>Setting up the host: {words}</source>
        <translation>正在设置主机：{words}</translation>
    </message>
    <message>
        <source>Bringing the models: {percent} %</source>
        <translation>正在传送模型：{percent} %</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>ARESRGAN is enlarging pictures</source>
        <translation>ARESRGAN 正在放大图片</translation>
    </message>
    <message>
        <source>ARESRGAN in the background</source>
        <translation>后台的 ARESRGAN</translation>
    </message>
    <message>
        <source>Show the &amp;window</source>
        <translation>显示窗口(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Stop and quit</source>
        <translation>停止并退出(&amp;S)</translation>
    </message>
    <message>
        <source>Pictures are still being enlarged.</source>
        <translation>仍在放大图片。</translation>
    </message>
    <message>
        <source>The list is kept: what is not done yet waits for you when you start ARESRGAN again.</source>
        <translation>列表会保留：未完成的图片会在下次启动 ARESRGAN 时继续等待。</translation>
    </message>
    <message>
        <source>&amp;Finish in the background</source>
        <translation>在后台完成(&amp;F)</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation>日志是空的。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Tools</source>
        <translation type="vanished">工具</translation>
    </message>
    <message>
        <source>What could not be added</source>
        <translation type="vanished">未能添加的内容</translation>
    </message>
    <message>
        <source>Trying {name}...</source>
        <translation type="vanished">正在试用 {name}...</translation>
    </message>
    <message>
        <source>{name} was imported.</source>
        <translation type="vanished">已导入 {name}。</translation>
    </message>
    <message>
        <source>More tools</source>
        <translation type="vanished">更多工具</translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>添加图片</translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation>图片 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Change {name}</source>
        <translation>更改 {name}</translation>
    </message>
    <message>
        <source>Rename...</source>
        <translation>重命名...</translation>
    </message>
    <message>
        <source>Remove...</source>
        <translation>删除...</translation>
    </message>
    <message>
        <source>Rename or remove the model</source>
        <translation>重命名或删除此模型</translation>
    </message>
    <message>
        <source>With a picture before and after; the left and right keys move the line.</source>
        <translation>附有放大前后的图片；用左右键移动分隔线。</translation>
    </message>
</context>
<context>
    <name>ModelCare</name>
    <message>
        <source>Import a model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Models for ncnn ({patterns})</source>
        <translation>ncnn 模型 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Rename the model</source>
        <translation>重命名模型</translation>
    </message>
    <message>
        <source>New name of {name}</source>
        <translation>{name} 的新名称</translation>
    </message>
    <message>
        <source>Remove the model</source>
        <translation>删除模型</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation>要删除 {name} 吗？</translation>
    </message>
    <message>
        <source>ARESRGAN&apos;s copy of its files is deleted.</source>
        <translation>ARESRGAN 保存的文件副本将被删除。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>{count} pictures in the queue wait for {name}.</source>
        <translation>队列中有 {count} 张图片等着使用 {name}。</translation>
    </message>
    <message>
        <source>Let them finish, choose another model for them, or remove them from the queue first.</source>
        <translation>请先等它们完成、为它们选择其他模型，或将它们移出队列。</translation>
    </message>
</context>
<context>
    <name>ModelCell</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>使用 {model}</translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>No models are installed yet. They are about 45 MB.</source>
        <translation>尚未安装模型，大小约 45 MB。</translation>
    </message>
    <message>
        <source>Get the models</source>
        <translation>获取模型</translation>
    </message>
    <message>
        <source>Import model...</source>
        <translation>导入模型...</translation>
    </message>
    <message>
        <source>Import a model of your own</source>
        <translation>导入自己的模型</translation>
    </message>
    <message>
        <source>Or drop its .param and .bin files, a folder or a zip file anywhere</source>
        <translation>也可以把 .param 和 .bin 文件、文件夹或 zip 文件拖放到任意位置</translation>
    </message>
</context>
<context>
    <name>ModelsGrid</name>
    <message>
        <source>Compare models</source>
        <translation>对比模型</translation>
    </message>
    <message>
        <source>Wheel and drag move all pictures together. Hold H over one to see its source.</source>
        <translation>滚轮和拖动会同时移动所有图片。在图片上按住 H 可查看原图。</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>Without a model</source>
        <translation>不使用模型</translation>
    </message>
</context>
<context>
    <name>NotesView</name>
    <message>
        <source>What is new in {version}</source>
        <translation>{version} 的新内容</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>新内容</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>OptionsScope</name>
    <message>
        <source>All pictures</source>
        <translation>所有图片</translation>
    </message>
    <message>
        <source>Selected only</source>
        <translation>仅所选</translation>
    </message>
    <message>
        <source>Options for</source>
        <translation>选项适用于</translation>
    </message>
    <message>
        <source>Same options as for all</source>
        <translation>使用与全部相同的选项</translation>
    </message>
    <message>
        <source>Give the selected pictures the options for all</source>
        <translation>让所选图片使用适用于全部的选项</translation>
    </message>
    <message>
        <source>{count} selected. What you change here is for the selected pictures only.</source>
        <translation>已选择 {count} 张。此处的更改只用于所选图片。</translation>
    </message>
    <message>
        <source>The options of the selected pictures cannot be changed any more.</source>
        <translation>所选图片的选项已无法更改。</translation>
    </message>
</context>
<context>
    <name>PlaceOptions</name>
    <message>
        <source>Beside the picture</source>
        <translation>图片所在位置</translation>
    </message>
    <message>
        <source>Output folder</source>
        <translation>输出文件夹</translation>
    </message>
    <message>
        <source>Name of the result</source>
        <translation>结果的名称</translation>
    </message>
    <message>
        <source>You can use: {tokens}</source>
        <translation type="vanished">可以使用：{tokens}</translation>
    </message>
    <message>
        <source>What the result will be called</source>
        <translation>结果的文件名</translation>
    </message>
    <message>
        <source>If the name is taken</source>
        <translation>名称已存在时</translation>
    </message>
    <message>
        <source>Choose a new name</source>
        <translation>使用新名称</translation>
    </message>
    <message>
        <source>Skip the picture</source>
        <translation>跳过该图片</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <translation>替换文件</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Where the results go</source>
        <translation>结果保存到哪里</translation>
    </message>
    <message>
        <source>Change the output folder: {folder}</source>
        <translation>更改输出文件夹：{folder}</translation>
    </message>
    <message>
        <source>This cannot be a name. You can use: {tokens}</source>
        <translation>不能用作名称。可以使用：{tokens}</translation>
    </message>
    <message>
        <source>In a folder beside the picture</source>
        <translation>图片旁的文件夹</translation>
    </message>
    <message>
        <source>In one folder</source>
        <translation>同一文件夹</translation>
    </message>
    <message>
        <source>Name of the folder beside the picture</source>
        <translation>图片旁文件夹的名称</translation>
    </message>
    <message>
        <source>Note the model</source>
        <translation>记录模型</translation>
    </message>
    <message>
        <source>Writes program, model and scale into the file</source>
        <translation>将程序、模型和倍率写入文件</translation>
    </message>
    <message>
        <source>the picture&apos;s own name</source>
        <translation>图片原来的名称</translation>
    </message>
    <message>
        <source>how many times it is enlarged</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>the model&apos;s name</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>the result&apos;s width in pixels</source>
        <translation>结果的宽度 (像素)</translation>
    </message>
    <message>
        <source>the result&apos;s height in pixels</source>
        <translation>结果的高度 (像素)</translation>
    </message>
    <message>
        <source>today&apos;s date</source>
        <translation>今天的日期</translation>
    </message>
    <message>
        <source>the picture&apos;s number in the queue</source>
        <translation>图片在队列中的编号</translation>
    </message>
    <message>
        <source>In the name you can use:</source>
        <translation>名称中可以使用:</translation>
    </message>
    <message>
        <source>This is the picture itself, which is never replaced.</source>
        <translation>这就是原图本身，绝不会被替换。</translation>
    </message>
</context>
<context>
    <name>PresetButton</name>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Keep the options below under a name and use them again</source>
        <translation>给下面的选项起个名字保存下来，以便再次使用</translation>
    </message>
    <message>
        <source>The presets could not be saved: {detail}.</source>
        <translation>无法保存预设：{detail}。</translation>
    </message>
    <message>
        <source>{name} holds no presets.</source>
        <translation>{name} 中没有预设。</translation>
    </message>
    <message>
        <source>Choose a file that ARESRGAN has exported.</source>
        <translation>请选择由 ARESRGAN 导出的文件。</translation>
    </message>
    <message>
        <source>Save as a preset...</source>
        <translation>存为预设...</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>导出...</translation>
    </message>
    <message>
        <source>Import...</source>
        <translation>导入...</translation>
    </message>
    <message>
        <source>Save as a preset</source>
        <translation>存为预设</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <source>Export presets</source>
        <translation>导出预设</translation>
    </message>
    <message>
        <source>Presets (*.json)</source>
        <translation>预设 (*.json)</translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation>导入预设</translation>
    </message>
</context>
<context>
    <name>QueueFilterBar</name>
    <message>
        <source>All pictures</source>
        <translation>所有图片</translation>
    </message>
    <message>
        <source>Waiting or running</source>
        <translation>等待或处理中</translation>
    </message>
    <message>
        <source>Done or skipped</source>
        <translation>已完成或已跳过</translation>
    </message>
    <message>
        <source>Failed or cancelled</source>
        <translation>失败或已取消</translation>
    </message>
    <message>
        <source>Which pictures are shown</source>
        <translation>显示哪些图片</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>{state} in {duration}</source>
        <translation>{state}，用时 {duration}</translation>
    </message>
    <message>
        <source>Paused at {percent}</source>
        <translation>已暂停于 {percent}</translation>
    </message>
    <message>
        <source>own options</source>
        <translation>单独选项</translation>
    </message>
    <message>
        <source>on {place}</source>
        <translation>在 {place} 上</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Pictures in the queue</source>
        <translation>队列中的图片</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message>
        <source>Under the cursor</source>
        <translation>光标处</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>RoomNotice</name>
    <message>
        <source>The disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Choose another folder...</source>
        <translation>选择其他文件夹...</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>选择其他文件夹</translation>
    </message>
    <message>
        <source>The disk of {folder} is full: about {missing} more are needed.</source>
        <translation>{folder} 所在的磁盘已满：还需要约 {missing}。</translation>
    </message>
    <message>
        <source>The work is paused. It goes on by itself when there is room.</source>
        <translation>处理已暂停，有空间后会自动继续。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>{path} cannot be written: {detail}.</source>
        <translation>无法写入 {path}：{detail}。</translation>
    </message>
    <message>
        <source>{path} holds no settings: {detail}.</source>
        <translation>{path} 不是设置文件：{detail}。</translation>
    </message>
    <message>
        <source>The options of the pictures stand in the window, on the right.</source>
        <translation>图片的选项在窗口右侧。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>导出...</translation>
    </message>
    <message>
        <source>Import...</source>
        <translation>导入...</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>导出设置</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>导入设置</translation>
    </message>
    <message>
        <source>This system does not tell when it is used.</source>
        <translation>此系统不提供是否正在使用的信息。</translation>
    </message>
    <message>
        <source>This copy of the program does not know where newer versions are.</source>
        <translation>此程序副本不知道从哪里获取新版本。</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>In the picture</source>
        <translation>在图片中</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>On a model</source>
        <translation>在模型上</translation>
    </message>
</context>
<context>
    <name>SizeOptions</name>
    <message>
        <source>Enlargement</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>Exact size</source>
        <translation>精确尺寸</translation>
    </message>
    <message>
        <source>Longest side</source>
        <translation>最长边</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Fit inside</source>
        <translation>适应框内</translation>
    </message>
    <message>
        <source>Fill and cut off</source>
        <translation>填满并裁剪</translation>
    </message>
    <message>
        <source>Width in pixels</source>
        <translation>宽度（像素）</translation>
    </message>
    <message>
        <source>Height in pixels</source>
        <translation>高度（像素）</translation>
    </message>
    <message>
        <source>Size of the result</source>
        <translation>结果的尺寸</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>{width} × {height} pixels · {megapixels} MP</source>
        <translation type="vanished">{width} × {height} 像素 · {megapixels} MP</translation>
    </message>
    <message>
        <source> · about {size}</source>
        <translation> · 约 {size}</translation>
    </message>
    <message>
        <source>Not larger than the picture: it is resized without a model.</source>
        <translation>不大于原图：不使用模型，直接调整尺寸。</translation>
    </message>
    <message>
        <source>{width} × {height} pixels · {megapixels}</source>
        <translation>{width} × {height} 像素 · {megapixels}</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Progress of the whole queue</source>
        <translation>整个队列的进度</translation>
    </message>
    <message>
        <source>What ARESRGAN and its engine use now</source>
        <translation>ARESRGAN 及其引擎目前的占用</translation>
    </message>
    <message>
        <source>The speed is in megapixels of results a second.</source>
        <translation type="vanished">速度以每秒生成的百万像素计。</translation>
    </message>
    <message>
        <source>CPU {percent}%</source>
        <translation>CPU {percent}%</translation>
    </message>
    <message>
        <source>RAM {amount}</source>
        <translation>内存 {amount}</translation>
    </message>
    <message>
        <source>GPU {percent}%</source>
        <translation>GPU {percent}%</translation>
    </message>
</context>
<context>
    <name>UpdateNews</name>
    <message>
        <source>A newer version</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>What is new...</source>
        <translation>新内容...</translation>
    </message>
    <message>
        <source>What is new in the newer version</source>
        <translation>新版本的新内容</translation>
    </message>
    <message>
        <source>Get it...</source>
        <translation>获取...</translation>
    </message>
    <message>
        <source>Open the page of the newer version</source>
        <translation>打开新版本的页面</translation>
    </message>
    <message>
        <source>ARESRGAN {new} is there. This is {old}.</source>
        <translation type="vanished">ARESRGAN {new} 已发布。当前版本是 {old}。</translation>
    </message>
    <message>
        <source>ARESRGAN {new} is available. You have {old}.</source>
        <translation>ARESRGAN {new} 已发布，您使用的是 {old}。</translation>
    </message>
</context>
<context>
    <name>UpdateQuestion</name>
    <message>
        <source>Newer versions</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>Look at each start</source>
        <translation>每次启动时检查</translation>
    </message>
    <message>
        <source>Look for newer versions at each start</source>
        <translation>每次启动时检查新版本</translation>
    </message>
    <message>
        <source>Never look</source>
        <translation>从不检查</translation>
    </message>
    <message>
        <source>Never look for newer versions</source>
        <translation>从不检查新版本</translation>
    </message>
    <message>
        <source>Shall ARESRGAN look for newer versions?</source>
        <translation>要让 ARESRGAN 检查新版本吗？</translation>
    </message>
    <message>
        <source>Nothing is installed without you. The answer can be changed in the settings.</source>
        <translation>不会擅自安装任何内容。可以在设置中更改此选择。</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>Why there is no result</source>
        <translation>没有结果的原因</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
</context>
<context>
    <name>WhenDone</name>
    <message>
        <source>&amp;When done</source>
        <translation>完成后(&amp;W)</translation>
    </message>
    <message>
        <source>When done</source>
        <translation>完成后</translation>
    </message>
    <message>
        <source>&amp;Tell me</source>
        <translation>通知我(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Play a sound</source>
        <translation>播放声音(&amp;P)</translation>
    </message>
    <message>
        <source>Leave the computer &amp;on</source>
        <translation>保持电脑开启(&amp;O)</translation>
    </message>
    <message>
        <source>Put the computer to &amp;sleep</source>
        <translation>让电脑睡眠(&amp;S)</translation>
    </message>
    <message>
        <source>Shut the computer &amp;down</source>
        <translation>关闭电脑(&amp;D)</translation>
    </message>
    <message>
        <source>{count} pictures are done.</source>
        <translation type="vanished">{count} 张图片已完成。</translation>
    </message>
    <message>
        <source>All is done. The computer goes to sleep in {seconds} seconds.</source>
        <translation>全部完成。电脑将在 {seconds} 秒后睡眠。</translation>
    </message>
    <message>
        <source>All is done. The computer shuts down in {seconds} seconds.</source>
        <translation>全部完成。电脑将在 {seconds} 秒后关机。</translation>
    </message>
    <message>
        <source>Pictures done: {count}.</source>
        <translation>已完成 {count} 张图片。</translation>
    </message>
    <message>
        <source>{count} failed.</source>
        <translation>{count} 张失败。</translation>
    </message>
</context>
<context>
    <name>WhereOptions</name>
    <message>
        <source>Where</source>
        <translation>在哪里运行</translation>
    </message>
    <message>
        <source>Anywhere</source>
        <translation>任何地方</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>队列(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Add pictures...</source>
        <translation>添加图片(&amp;A)...</translation>
    </message>
    <message>
        <source>Choose pictures to enlarge</source>
        <translation>选择要放大的图片</translation>
    </message>
    <message>
        <source>Add &amp;folder...</source>
        <translation>添加文件夹(&amp;F)...</translation>
    </message>
    <message>
        <source>Add every picture of a folder and the folders in it</source>
        <translation>添加文件夹及其子文件夹中的所有图片</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Stop; what is running goes back to waiting</source>
        <translation>停止；正在处理的图片回到等待状态</translation>
    </message>
    <message>
        <source>T&amp;ry again</source>
        <translation>重试(&amp;R)</translation>
    </message>
    <message>
        <source>Let the selected pictures wait for another try</source>
        <translation>让所选图片重新等待处理</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Do not enlarge the selected pictures</source>
        <translation>不放大所选图片</translation>
    </message>
    <message>
        <source>R&amp;emove from the list</source>
        <translation>从列表中移除(&amp;E)</translation>
    </message>
    <message>
        <source>Take the selected pictures off the list; the files stay</source>
        <translation>将所选图片从列表中移除；文件会保留</translation>
    </message>
    <message>
        <source>Clear &amp;finished</source>
        <translation>清除已完成(&amp;F)</translation>
    </message>
    <message>
        <source>Take all finished pictures off the list; the files stay</source>
        <translation>将所有已完成的图片从列表中移除；文件会保留</translation>
    </message>
    <message>
        <source>&amp;Open the result</source>
        <translation>打开结果(&amp;O)</translation>
    </message>
    <message>
        <source>Open the enlarged picture in its usual program</source>
        <translation>用默认程序打开放大后的图片</translation>
    </message>
    <message>
        <source>Show in fol&amp;der</source>
        <translation>在文件夹中显示(&amp;D)</translation>
    </message>
    <message>
        <source>Open the folder that the picture lies in</source>
        <translation>打开图片所在的文件夹</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适应(&amp;F)</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>显示整张图片</translation>
    </message>
    <message>
        <source>&amp;100%</source>
        <translation>&amp;100%</translation>
    </message>
    <message>
        <source>One pixel of the result on one pixel of the screen</source>
        <translation>结果的一个像素对应屏幕的一个像素</translation>
    </message>
    <message>
        <source>&amp;500%</source>
        <translation>&amp;500%</translation>
    </message>
    <message>
        <source>Look closely: five times as large</source>
        <translation>放大五倍仔细查看</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Show less of the picture, larger</source>
        <translation>显示较小的区域，放得更大</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Show more of the picture, smaller</source>
        <translation>显示更大的区域，缩得更小</translation>
    </message>
    <message>
        <source>&amp;What went wrong...</source>
        <translation>出了什么问题(&amp;W)...</translation>
    </message>
    <message>
        <source>Why there is no result, and a report to pass on</source>
        <translation>查看没有结果的原因，以及可以转交的报告</translation>
    </message>
    <message>
        <source>&amp;Settings...</source>
        <translation>设置(&amp;S)...</translation>
    </message>
    <message>
        <source>Language, colours and engine</source>
        <translation>语言、配色和引擎</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>Every key of the window</source>
        <translation>本窗口的所有按键</translation>
    </message>
    <message>
        <source>Show the &amp;log</source>
        <translation>查看日志(&amp;L)</translation>
    </message>
    <message>
        <source>What the program and the engine have written down</source>
        <translation>程序和引擎的记录</translation>
    </message>
    <message>
        <source>&amp;About ARESRGAN</source>
        <translation>关于 ARESRGAN(&amp;A)</translation>
    </message>
    <message>
        <source>Version, packages and licences</source>
        <translation>版本、软件包和许可证</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>Add the copied picture, files or paths</source>
        <translation>添加已复制的图片、文件或路径</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Take back the last change of the list or the options</source>
        <translation>撤销对列表或选项的上一次更改</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Make the change again that was taken back</source>
        <translation>重新执行被撤销的更改</translation>
    </message>
    <message>
        <source>Enlarge all waiting pictures, or go on after a pause</source>
        <translation>放大所有等待中的图片，或在暂停后继续</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>暂停(&amp;U)</translation>
    </message>
    <message>
        <source>Hold the work where it is; Start goes on</source>
        <translation>就地暂停；点“开始”继续</translation>
    </message>
    <message>
        <source>Stop &amp;after this one</source>
        <translation>完成当前后停止(&amp;A)</translation>
    </message>
    <message>
        <source>Finish what is running and start no other</source>
        <translation>完成正在处理的图片，不再开始下一张</translation>
    </message>
    <message>
        <source>Move to &amp;top</source>
        <translation>移到顶部(&amp;T)</translation>
    </message>
    <message>
        <source>Let the selected pictures be the next</source>
        <translation>让所选图片接下来处理</translation>
    </message>
    <message>
        <source>Move u&amp;p</source>
        <translation>上移(&amp;P)</translation>
    </message>
    <message>
        <source>Let the selected pictures come earlier</source>
        <translation>让所选图片提前</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>下移(&amp;W)</translation>
    </message>
    <message>
        <source>Let the selected pictures come later</source>
        <translation>让所选图片推后</translation>
    </message>
    <message>
        <source>Move to &amp;bottom</source>
        <translation>移到底部(&amp;B)</translation>
    </message>
    <message>
        <source>Let the selected pictures be the last</source>
        <translation>让所选图片最后处理</translation>
    </message>
    <message>
        <source>Try all failed a&amp;gain</source>
        <translation>重试所有失败项(&amp;G)</translation>
    </message>
    <message>
        <source>Let all failed pictures wait for another try</source>
        <translation>让所有失败的图片重新等待处理</translation>
    </message>
    <message>
        <source>Copy the path of the resu&amp;lt</source>
        <translation>复制结果的路径(&amp;L)</translation>
    </message>
    <message>
        <source>Copy where the enlarged pictures are, one path a line</source>
        <translation>复制放大后图片的位置，每行一个路径</translation>
    </message>
    <message>
        <source>&amp;Slider</source>
        <translation>滑块(&amp;S)</translation>
    </message>
    <message>
        <source>Before on the left of a handle, after on its right</source>
        <translation>滑块左侧为处理前，右侧为处理后</translation>
    </message>
    <message>
        <source>Si&amp;de by side</source>
        <translation>并排(&amp;D)</translation>
    </message>
    <message>
        <source>The same part of both pictures beside each other</source>
        <translation>并排显示两张图片的同一部分</translation>
    </message>
    <message>
        <source>Di&amp;fference</source>
        <translation>差异(&amp;F)</translation>
    </message>
    <message>
        <source>How far both pictures are apart, made eight times as strong</source>
        <translation>两张图片的差异，放大八倍显示</translation>
    </message>
    <message>
        <source>&amp;Result alone</source>
        <translation>仅结果(&amp;R)</translation>
    </message>
    <message>
        <source>The whole view for the result; hold H to see the source</source>
        <translation>整个视图显示结果；按住 H 查看原图</translation>
    </message>
    <message>
        <source>E&amp;xact pixels</source>
        <translation>精确像素(&amp;X)</translation>
    </message>
    <message>
        <source>Show enlarged pixels as squares instead of smoothly</source>
        <translation>将放大的像素显示为方块，不做平滑</translation>
    </message>
    <message>
        <source>&amp;Try this area</source>
        <translation>试处理此区域(&amp;T)</translation>
    </message>
    <message>
        <source>Enlarge only the part in view with the chosen model; nothing is saved</source>
        <translation>只用所选模型放大当前可见的部分；不保存任何内容</translation>
    </message>
    <message>
        <source>&amp;Compare models</source>
        <translation>对比模型(&amp;C)</translation>
    </message>
    <message>
        <source>See the part in view through all installed models</source>
        <translation>用所有已安装的模型查看当前可见的部分</translation>
    </message>
    <message>
        <source>&amp;Measure this computer...</source>
        <translation>测量这台电脑(&amp;M)...</translation>
    </message>
    <message>
        <source>How fast each model is on each device</source>
        <translation>每个模型在每个设备上有多快</translation>
    </message>
    <message>
        <source>Import a &amp;model...</source>
        <translation>导入模型(&amp;M)...</translation>
    </message>
    <message>
        <source>Add a model of your own, after a test run</source>
        <translation>试运行后添加自己的模型</translation>
    </message>
    <message>
        <source>&amp;Hosts...</source>
        <translation>主机(&amp;H)...</translation>
    </message>
    <message>
        <source>Set up other machines that do the work</source>
        <translation>设置用来工作的其他机器</translation>
    </message>
</context>
<context>
    <name>figures</name>
    <message>
        <source>under 10 s</source>
        <translation>10 秒以内</translation>
    </message>
    <message>
        <source>about {duration}</source>
        <translation>约 {duration}</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{speed} MP/s</source>
        <translation>{speed} MP/秒</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} 小时</translation>
    </message>
</context>
<context>
    <name>forecast</name>
    <message>
        <source>needs {needed} of memory</source>
        <translation>需要 {needed} 内存</translation>
    </message>
    <message>
        <source>needs {needed} on the disk</source>
        <translation>需要 {needed} 磁盘空间</translation>
    </message>
    <message>
        <source>{seconds} s per megapixel here</source>
        <translation type="vanished">本机每百万像素 {seconds} 秒</translation>
    </message>
    <message>
        <source>its folder cannot be written</source>
        <translation>无法写入目标文件夹</translation>
    </message>
    <message>
        <source>{seconds} s per MP</source>
        <translation>每 MP {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>hosts</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>User; usually your own name</source>
        <translation>用户（通常是您自己的名字）</translation>
    </message>
    <message>
        <source>Key file; usually the agent&apos;s keys</source>
        <translation>密钥文件（通常用代理中的密钥）</translation>
    </message>
    <message>
        <source>Engine over there; usually ours</source>
        <translation>主机上的引擎（通常是自带的）</translation>
    </message>
    <message>
        <source>Graphics cards</source>
        <translation>显卡数量</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地域</translation>
    </message>
    <message>
        <source>Instances, with spaces between</source>
        <translation>实例（以空格分隔）</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Working folder over there</source>
        <translation>主机上的工作文件夹</translation>
    </message>
    <message>
        <source>Bucket in object storage</source>
        <translation>对象存储的存储桶</translation>
    </message>
    <message>
        <source>Stored command instead of ours</source>
        <translation>代替自带命令的已存命令</translation>
    </message>
    <message>
        <source>Scheduler, such as tls://10.0.0.2:8786</source>
        <translation>调度器，例如 tls://10.0.0.2:8786</translation>
    </message>
    <message>
        <source>Folder of certificates</source>
        <translation>证书文件夹</translation>
    </message>
    <message>
        <source>Password, or that of the key file</source>
        <translation>密码，或密钥文件的密码</translation>
    </message>
    <message>
        <source>SecretId</source>
        <translation>SecretId</translation>
    </message>
    <message>
        <source>SecretKey</source>
        <translation>SecretKey</translation>
    </message>
    <message>
        <source>Machine with SSH</source>
        <translation>SSH 机器</translation>
    </message>
    <message>
        <source>Tencent Cloud</source>
        <translation>腾讯云</translation>
    </message>
    <message>
        <source>Dask farm</source>
        <translation>Dask 集群</translation>
    </message>
    <message>
        <source>Linux</source>
        <translation>Linux</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Windows</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Move the handle between before and after</source>
        <translation>移动前后对比的滑块</translation>
    </message>
    <message>
        <source>Move the handle further</source>
        <translation>大幅移动滑块</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>移动图片</translation>
    </message>
    <message>
        <source>Zoom in or out</source>
        <translation>放大或缩小</translation>
    </message>
    <message>
        <source>Hold to see the source</source>
        <translation>按住查看原图</translation>
    </message>
    <message>
        <source>Hold to drag the picture instead of the handle</source>
        <translation>按住以拖动图片而不是滑块</translation>
    </message>
    <message>
        <source>Move the line between before and after</source>
        <translation>移动前后之间的分界线</translation>
    </message>
    <message>
        <source>Rename a model of your own</source>
        <translation>重命名自己的模型</translation>
    </message>
    <message>
        <source>Remove a model of your own</source>
        <translation>移除自己的模型</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>The options do not fit together: {detail}.</source>
        <translation>选项互相冲突：{detail}。</translation>
    </message>
    <message>
        <source>Change the options and try again.</source>
        <translation>请更改选项后重试。</translation>
    </message>
    <message>
        <source>{name} is not there.</source>
        <translation>{name} 不存在。</translation>
    </message>
    <message>
        <source>Check its name and whether it was moved.</source>
        <translation>请检查名称是否正确，以及是否已被移动。</translation>
    </message>
    <message>
        <source>{name} cannot be opened.</source>
        <translation>无法打开 {name}。</translation>
    </message>
    <message>
        <source>Check that you are allowed to read it.</source>
        <translation>请确认您有读取它的权限。</translation>
    </message>
    <message>
        <source>{name} is not a picture that ARESRGAN can read.</source>
        <translation>{name} 不是 ARESRGAN 能读取的图片。</translation>
    </message>
    <message>
        <source>Save it as PNG, JPEG, WebP or TIFF in another program first.</source>
        <translation>请先用其他程序将其另存为 PNG、JPEG、WebP 或 TIFF。</translation>
    </message>
    <message>
        <source>{name} is damaged or incomplete.</source>
        <translation>{name} 已损坏或不完整。</translation>
    </message>
    <message>
        <source>Get the file again, or open and save it in a picture editor.</source>
        <translation>请重新获取该文件，或用图片编辑器打开后重新保存。</translation>
    </message>
    <message>
        <source>{name} is too large: {detail}.</source>
        <translation>{name} 太大：{detail}。</translation>
    </message>
    <message>
        <source>Cut it into parts or make it smaller first.</source>
        <translation>请先将其分割或缩小。</translation>
    </message>
    <message>
        <source>The model {stem} is not installed.</source>
        <translation>未安装模型 {stem}。</translation>
    </message>
    <message>
        <source>Get the models with the button in the window or with: aresrgan models fetch</source>
        <translation>请用窗口中的按钮获取模型，或运行：aresrgan models fetch</translation>
    </message>
    <message>
        <source>The model file {name} is damaged.</source>
        <translation>模型文件 {name} 已损坏。</translation>
    </message>
    <message>
        <source>Get the models again: aresrgan models fetch</source>
        <translation>请重新获取模型：aresrgan models fetch</translation>
    </message>
    <message>
        <source>The models could not be got: {detail}.</source>
        <translation>无法获取模型：{detail}。</translation>
    </message>
    <message>
        <source>Check the network, or use a folder that holds them: aresrgan models fetch --from FOLDER</source>
        <translation>请检查网络，或使用存有模型的文件夹：aresrgan models fetch --from FOLDER</translation>
    </message>
    <message>
        <source>{name} has transparent parts, which a JPEG cannot hold.</source>
        <translation>{name} 含有透明部分，JPEG 无法保存。</translation>
    </message>
    <message>
        <source>The result of {name} is larger than its format allows: {detail}.</source>
        <translation>{name} 的结果超出了格式允许的大小：{detail}。</translation>
    </message>
    <message>
        <source>Choose PNG or a smaller size.</source>
        <translation>请选择 PNG 或更小的尺寸。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {detail}.</source>
        <translation>无法写入 {path}：{detail}。</translation>
    </message>
    <message>
        <source>Choose another output folder.</source>
        <translation>请选择其他输出文件夹。</translation>
    </message>
    <message>
        <source>The result would replace the picture {name} itself.</source>
        <translation>结果会覆盖原图片 {name}。</translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation>请选择其他名称或文件夹。</translation>
    </message>
    <message>
        <source>The engine&apos;s result for {name} is not right: {detail}.</source>
        <translation>引擎对 {name} 的处理结果不正确：{detail}。</translation>
    </message>
    <message>
        <source>Try again with a smaller tile, or on the CPU.</source>
        <translation>请用更小的分块重试，或改用 CPU。</translation>
    </message>
    <message>
        <source>The disk is full: {path} could not be written.</source>
        <translation>磁盘已满：无法写入 {path}。</translation>
    </message>
    <message>
        <source>Free some space or choose another output folder.</source>
        <translation>请释放一些空间，或选择其他输出文件夹。</translation>
    </message>
    <message>
        <source>There is not enough memory for {name}.</source>
        <translation>内存不足，无法处理 {name}。</translation>
    </message>
    <message>
        <source>Close other programs, choose a smaller tile or size, or the CPU.</source>
        <translation>请关闭其他程序，选择更小的分块或尺寸，或改用 CPU。</translation>
    </message>
    <message>
        <source>The chosen graphics card is not there.</source>
        <translation>所选的显卡不存在。</translation>
    </message>
    <message>
        <source>Choose another device, or the CPU.</source>
        <translation>请选择其他设备，或改用 CPU。</translation>
    </message>
    <message>
        <source>The graphics card failed at {name}.</source>
        <translation>显卡在处理 {name} 时出错。</translation>
    </message>
    <message>
        <source>Choose a smaller tile or the CPU, or update the graphics driver.</source>
        <translation>请选择更小的分块或改用 CPU，或更新显卡驱动。</translation>
    </message>
    <message>
        <source>The engine {path} cannot be started.</source>
        <translation>无法启动引擎 {path}。</translation>
    </message>
    <message>
        <source>Choose another engine or install the program again.</source>
        <translation>请选择其他引擎，或重新安装本程序。</translation>
    </message>
    <message>
        <source>The engine stopped unexpectedly at {name}.</source>
        <translation>引擎在处理 {name} 时意外终止。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong with {name}: {detail}.</source>
        <translation>处理 {name} 时发生意外错误：{detail}。</translation>
    </message>
    <message>
        <source>Please report it together with the log.</source>
        <translation>请连同日志一起反馈。</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Skipped: the result is already there</source>
        <translation>已跳过：结果已存在</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Photos and anything natural. The best, and slow.</source>
        <translation>照片和各种自然图像。效果最好，速度较慢。</translation>
    </message>
    <message>
        <source>Drawings, anime and illustrations.</source>
        <translation>绘画、动漫和插图。</translation>
    </message>
    <message>
        <source>Video frames, game art and quick looks. Very fast.</source>
        <translation>视频帧、游戏美术和快速预览。速度极快。</translation>
    </message>
    <message>
        <source>Your own model.</source>
        <translation>您自己的模型。</translation>
    </message>
    <message>
        <source>the picture</source>
        <translation>该图片</translation>
    </message>
    <message>
        <source>Choose another format, or a background colour.</source>
        <translation>请选择其他格式，或选择背景颜色。</translation>
    </message>
    <message>
        <source>Too large for {format}</source>
        <translation>超出 {format} 的上限</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Memory (GB)</source>
        <translation>内存 (GB)</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Enlarged</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>MP/s</source>
        <translation>MP/秒</translation>
    </message>
    <message>
        <source>Peak memory (MB)</source>
        <translation>内存峰值 (MB)</translation>
    </message>
    <message>
        <source>Seconds are those of the whole job, from file to file. MP/s are megapixels of the result in a second. Peak memory is the engine&apos;s in main memory, not that of a graphics card.</source>
        <translation>秒数是从文件到文件的整个任务的时间。MP/秒是每秒得到的结果百万像素数。内存峰值是引擎占用的主内存，不含显卡内存。</translation>
    </message>
    <message>
        <source>left out: about {seconds} s</source>
        <translation>已略过：约 {seconds} 秒</translation>
    </message>
    <message>
        <source>failed: {why}</source>
        <translation>失败：{why}</translation>
    </message>
    <message>
        <source>{name} is not a model that ARESRGAN can use.</source>
        <translation>{name} 不是 ARESRGAN 能使用的模型。</translation>
    </message>
    <message>
        <source>It takes the ncnn form of the model: two files that end in .param and .bin. Other forms, such as .pth or .onnx, have to be converted first.</source>
        <translation>需要 ncnn 格式的模型：以 .param 和 .bin 结尾的两个文件。其他格式（如 .pth 或 .onnx）须先转换。</translation>
    </message>
    <message>
        <source>{name} is missing: a model is a .param and a .bin file of one name.</source>
        <translation>缺少 {name}：模型由同名的 .param 和 .bin 文件组成。</translation>
    </message>
    <message>
        <source>Put both files into one folder and import the model again.</source>
        <translation>请将两个文件放入同一文件夹，然后重新导入。</translation>
    </message>
    <message>
        <source>{name} cannot be used as a model: {detail}.</source>
        <translation>{name} 不能用作模型：{detail}。</translation>
    </message>
    <message>
        <source>Get both files again from where the model comes, or choose another.</source>
        <translation>请从模型的来源重新获取这两个文件，或选择其他模型。</translation>
    </message>
    <message>
        <source>There is a model named {name} already.</source>
        <translation>已有名为 {name} 的模型。</translation>
    </message>
    <message>
        <source>Choose another name, or remove the other model first.</source>
        <translation>请选择其他名称，或先删除那个模型。</translation>
    </message>
    <message>
        <source>{name} is one of the official models and stays as it is.</source>
        <translation>{name} 是官方模型，不能更改。</translation>
    </message>
    <message>
        <source>Only models of your own can be renamed or removed.</source>
        <translation>只有自己的模型才能重命名或删除。</translation>
    </message>
    <message>
        <source>The engine stood still at {name} and was stopped.</source>
        <translation>引擎在处理 {name} 时停住不动，已被停止。</translation>
    </message>
    <message>
        <source>The list of pictures from last time was damaged and could not be read.</source>
        <translation>上次的图片列表已损坏，无法读取。</translation>
    </message>
    <message>
        <source>Add the pictures again. The old list was kept as {path}.</source>
        <translation>请重新添加图片。旧列表已保留为 {path}。</translation>
    </message>
    <message>
        <source>The list of pictures cannot be kept: {detail}.</source>
        <translation>无法保存图片列表：{detail}。</translation>
    </message>
    <message>
        <source>The work goes on; after closing the window the pictures must be added again.</source>
        <translation>任务会继续进行；关闭窗口后需要重新添加图片。</translation>
    </message>
    <message>
        <source>again, with small tiles</source>
        <translation>用小图块重试</translation>
    </message>
    <message>
        <source>again, on another graphics card</source>
        <translation>换显卡重试</translation>
    </message>
    <message>
        <source>again, on the processor</source>
        <translation>用 CPU 重试</translation>
    </message>
    <message>
        <source>Only the first frame: {format} holds no animations</source>
        <translation>仅第一帧：{format} 不能保存动画</translation>
    </message>
    <message>
        <source>The host {name} cannot be reached: {detail}.</source>
        <translation>无法连接主机 {name}：{detail}。</translation>
    </message>
    <message>
        <source>Check that it is running, and the network.</source>
        <translation>请检查主机是否在运行，以及网络是否正常。</translation>
    </message>
    <message>
        <source>The host {name} has not been trusted yet: {detail}.</source>
        <translation>主机 {name} 尚未受信任：{detail}。</translation>
    </message>
    <message>
        <source>Compare its key, then trust it on the hosts page or with: aresrgan hosts test --trust</source>
        <translation>请核对其密钥，然后在主机页面或用以下命令信任它：aresrgan hosts test --trust</translation>
    </message>
    <message>
        <source>Take care: the host {name} has another key than the one you trusted: {detail}.</source>
        <translation>注意：主机 {name} 的密钥与您信任的不同：{detail}。</translation>
    </message>
    <message>
        <source>Somebody may be listening in. Only where you know that it was set up anew, remove the host and add it again.</source>
        <translation>可能有人在窃听。只有在确定主机被重新安装过时，才移除该主机并重新添加。</translation>
    </message>
    <message>
        <source>The host {name} refused the log-in: {detail}.</source>
        <translation>主机 {name} 拒绝登录：{detail}。</translation>
    </message>
    <message>
        <source>Check the user, and the key, password or certificate.</source>
        <translation>请检查用户，以及密钥、密码或证书。</translation>
    </message>
    <message>
        <source>The host {name} is not ready: {detail}.</source>
        <translation>主机 {name} 尚未就绪：{detail}。</translation>
    </message>
    <message>
        <source>Set it up, then test it on the hosts page or with: aresrgan hosts test</source>
        <translation>请先完成设置，然后在主机页面或用以下命令测试：aresrgan hosts test</translation>
    </message>
    <message>
        <source>There is no host named {name}.</source>
        <translation>没有名为 {name} 的主机。</translation>
    </message>
    <message>
        <source>Add it on the hosts page or with: aresrgan hosts add</source>
        <translation>请在主机页面或用以下命令添加：aresrgan hosts add</translation>
    </message>
    <message>
        <source>Sent to {place}: {percent}%</source>
        <translation>正在发送到 {place}：{percent}%</translation>
    </message>
    <message>
        <source>Next on {place}</source>
        <translation>在 {place} 上排队</translation>
    </message>
    <message>
        <source>Fetched from {place}: {percent}%</source>
        <translation>正在从 {place} 取回：{percent}%</translation>
    </message>
    <message>
        <source>Waiting for {place}</source>
        <translation>正在等待 {place}</translation>
    </message>
    <message>
        <source>no graphics card</source>
        <translation>没有显卡</translation>
    </message>
    <message>
        <source>engine {version}</source>
        <translation>引擎 {version}</translation>
    </message>
    <message>
        <source>{amount} GB free</source>
        <translation>可用 {amount} GB</translation>
    </message>
    <message>
        <source>clock off by {seconds} s</source>
        <translation>时钟相差 {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Looks</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Program that enlarges</source>
        <translation>执行放大的程序</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Settings (*.json)</source>
        <translation>设置 (*.json)</translation>
    </message>
    <message>
        <source>Pause while you use the computer</source>
        <translation>使用电脑时暂停</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Go on after 10 seconds without a touch</source>
        <translation>10 秒无操作后继续</translation>
    </message>
    <message>
        <source>Go on after a minute without a touch</source>
        <translation>1 分钟无操作后继续</translation>
    </message>
    <message>
        <source>Go on after five minutes without a touch</source>
        <translation>5 分钟无操作后继续</translation>
    </message>
    <message>
        <source>Newer versions</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>Look for newer versions</source>
        <translation>检查新版本</translation>
    </message>
    <message>
        <source>Not yet decided: ask once</source>
        <translation>尚未决定：询问一次</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>At each start</source>
        <translation>每次启动时</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>{count} running</source>
        <translation>{count} 个处理中</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} 个等待中</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} 个失败</translation>
    </message>
    <message>
        <source>{count} skipped</source>
        <translation>{count} 个已跳过</translation>
    </message>
    <message>
        <source>{count} cancelled</source>
        <translation>{count} 个已取消</translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation>还没有图片</translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation>已完成 {done}/{total}</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stops after this one</source>
        <translation>完成当前后停止</translation>
    </message>
    <message>
        <source>{speed} MP/s</source>
        <translation>{speed} MP/秒</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>剩余 {duration}</translation>
    </message>
    <message>
        <source>{amount} to write</source>
        <translation>待写入 {amount}</translation>
    </message>
    <message>
        <source>Paused while you use the computer</source>
        <translation>正在使用电脑，已暂停</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>{place}: not available</source>
        <translation>{place}：不可用</translation>
    </message>
</context>
</TS>
