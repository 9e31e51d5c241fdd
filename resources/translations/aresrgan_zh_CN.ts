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
        <translation>显卡 {number}</translation>
    </message>
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
    <name>Commands</name>
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
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Drop to add</source>
        <translation>松开即可添加</translation>
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
        <translation>工具</translation>
    </message>
    <message>
        <source>What could not be added</source>
        <translation>未能添加的内容</translation>
    </message>
    <message>
        <source>{count} more could not be added either.</source>
        <translation>另有 {count} 个也未能添加。</translation>
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
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>Enlargement</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>{width} × {height} pixels · {megapixels} MP</source>
        <translation>{width} × {height} 像素 · {megapixels} MP</translation>
    </message>
</context>
<context>
    <name>PlaceOptions</name>
    <message>
        <source>Beside the picture</source>
        <translation>图片所在位置</translation>
    </message>
    <message>
        <source>In a folder</source>
        <translation>指定文件夹</translation>
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
        <translation>可以使用：{tokens}</translation>
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
    <name>QueueModel</name>
    <message>
        <source>{state} in {duration}</source>
        <translation>{state}，用时 {duration}</translation>
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
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Progress of the whole queue</source>
        <translation>整个队列的进度</translation>
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
        <source>Add the copied files or paths</source>
        <translation>添加已复制的文件或路径</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>Enlarge all waiting pictures</source>
        <translation>放大所有等待中的图片</translation>
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
        <source>Choose PNG or WebP, or a background colour.</source>
        <translation>请选择 PNG 或 WebP，或选择背景颜色。</translation>
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
</context>
</TS>
