<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>About</name>
    <message>
        <source>About ARESRGAN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes pictures larger and sharper with Real-ESRGAN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program is under the MIT licence. The models come from the authors of Real-ESRGAN under BSD-3-Clause. It stands on these packages:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdvancedOptions</name>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graphics card {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{side} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best quality (TTA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile: smaller needs less memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eight passes over each picture: eight times as slow.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Details...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of what went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Add pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that was copied can be added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture files or their paths, then paste again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program was found that opens {name}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareCanvas</name>
    <message>
        <source>Before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handle at {position} %, zoom {zoom} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom {zoom} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Drop to add</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Drop pictures or folders here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose pictures...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They become up to 16 times larger, and sharp.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EngineField</name>
    <message>
        <source>Choose...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use ours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the engine that comes with ARESRGAN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying {name} on a small picture...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs (*.exe)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It works: {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It runs, but the picture that it makes is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine that comes with ARESRGAN</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FailureDialog</name>
    <message>
        <source>What went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Include file and folder names in the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FormatOptions</name>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transparent parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuse the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>White</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Black</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality: {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What could not be added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} more could not be added either.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>No models are installed yet. They are about 45 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the models</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>Enlargement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width} × {height} pixels · {megapixels} MP</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlaceOptions</name>
    <message>
        <source>Beside the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can use: {tokens}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the result will be called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the name is taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a new name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the results go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the output folder: {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be a name. You can use: {tokens}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PresetButton</name>
    <message>
        <source>Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the options below under a name and use them again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The presets could not be saved: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} holds no presets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file that ARESRGAN has exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as a preset...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as a preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>{state} in {duration}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Pictures in the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds no settings: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The options of the pictures stand in the window, on the right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Progress of the whole queue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>Why there is no result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add pictures...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose pictures to enlarge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add &amp;folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add every picture of a folder and the folders in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the copied files or paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge all waiting pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop; what is running goes back to waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;ry again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the selected pictures wait for another try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not enlarge the selected pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;emove from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the selected pictures off the list; the files stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear &amp;finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take all finished pictures off the list; the files stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the enlarged picture in its usual program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in fol&amp;der</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder that the picture lies in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;100%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pixel of the result on one pixel of the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;500%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look closely: five times as large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show less of the picture, larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more of the picture, smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;What went wrong...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why there is no result, and a report to pass on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language, colours and engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every key of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the &amp;log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the program and the engine have written down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About ARESRGAN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version, packages and licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Move the handle between before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the handle further</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in or out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>The options do not fit together: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the options and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its name and whether it was moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that you are allowed to read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a picture that ARESRGAN can read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as PNG, JPEG, WebP or TIFF in another program first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is damaged or incomplete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the file again, or open and save it in a picture editor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is too large: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut it into parts or make it smaller first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {stem} is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the models with the button in the window or with: aresrgan models fetch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file {name} is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the models again: aresrgan models fetch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models could not be got: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network, or use a folder that holds them: aresrgan models fetch --from FOLDER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has transparent parts, which a JPEG cannot hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose PNG or WebP, or a background colour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result of {name} is larger than its format allows: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose PNG or a smaller size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another output folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result would replace the picture {name} itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine&apos;s result for {name} is not right: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again with a smaller tile, or on the CPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: {path} could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space or choose another output folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory for {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs, choose a smaller tile or size, or the CPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen graphics card is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another device, or the CPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The graphics card failed at {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a smaller tile or the CPU, or update the graphics driver.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine {path} cannot be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another engine or install the program again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine stopped unexpectedly at {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected went wrong with {name}: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please report it together with the log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped: the result is already there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos and anything natural. The best, and slow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawings, anime and illustrations.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video frames, game art and quick looks. Very fast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program that enlarges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>{count} running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
