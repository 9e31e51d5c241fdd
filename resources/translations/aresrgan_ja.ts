<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>About</name>
    <message>
        <source>About ARESRGAN</source>
        <translation>ARESRGAN について</translation>
    </message>
    <message>
        <source>Makes pictures larger and sharper with Real-ESRGAN.</source>
        <translation>Real-ESRGAN で画像を大きく、くっきりさせます。</translation>
    </message>
    <message>
        <source>The program is under the MIT licence. The models come from the authors of Real-ESRGAN under BSD-3-Clause. It stands on these packages:</source>
        <translation>このプログラムは MIT ライセンスです。モデルは Real-ESRGAN の作者によるもので、BSD-3-Clause ライセンスです。次のパッケージを使っています。</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>パッケージ</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>AdvancedOptions</name>
    <message>
        <source>Advanced</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Advanced options</source>
        <translation>詳細オプション</translation>
    </message>
    <message>
        <source>Graphics card {number}</source>
        <translation type="vanished">グラフィックカード {number}</translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="vanished">デバイス</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation type="vanished">プロセッサ (CPU)</translation>
    </message>
    <message>
        <source>{side} pixels</source>
        <translation>{side} ピクセル</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>タイル</translation>
    </message>
    <message>
        <source>Best quality (TTA)</source>
        <translation>最高品質 (TTA)</translation>
    </message>
    <message>
        <source>Tile: smaller needs less memory</source>
        <translation>タイル: 小さいほどメモリを使いません</translation>
    </message>
    <message>
        <source>Eight passes over each picture: eight times as slow.</source>
        <translation>画像ごとに 8 回処理します。時間も 8 倍かかります。</translation>
    </message>
    <message>
        <source>Threads of the processor</source>
        <translation>プロセッサーのスレッド数</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>{count} left out: already in the queue.</source>
        <translation>{count} 件は、すでにキューにあるため追加しませんでした。</translation>
    </message>
    <message>
        <source>{count} more could not be added either.</source>
        <translation>ほかに {count} 件が追加できませんでした。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Details...</source>
        <translation>詳細...</translation>
    </message>
    <message>
        <source>Details of what went wrong</source>
        <translation>問題の詳細</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>メッセージを閉じる</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>BenchDialog</name>
    <message>
        <source>Measure this computer</source>
        <translation>このコンピューターを測定</translation>
    </message>
    <message>
        <source>Enlarges a small picture with every model on every device, and learns how long that takes. It needs some minutes in which the computer should do nothing else.</source>
        <translation>小さな画像をすべてのデバイスとモデルで拡大し、かかる時間を調べます。数分かかります。その間はコンピューターでほかの作業をしないでください。</translation>
    </message>
    <message>
        <source>Measured speeds</source>
        <translation>測定した速度</translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation>測定の進み具合</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>測定</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Markdown としてコピー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Looking for devices...</source>
        <translation>デバイスを探しています...</translation>
    </message>
    <message>
        <source>{model}, {scale}×, on {device}</source>
        <translation>{model}、{scale}×、{device}</translation>
    </message>
    <message>
        <source>Done. Times are now estimated from these figures.</source>
        <translation>完了しました。今後の時間はこの結果から見積もります。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>停止しました。</translation>
    </message>
</context>
<context>
    <name>CloudChooser</name>
    <message>
        <source>Choose from the cloud...</source>
        <translation>クラウドから選ぶ...</translation>
    </message>
    <message>
        <source>Asking the cloud...</source>
        <translation>クラウドに問い合わせています...</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>リージョン</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>インスタンス</translation>
    </message>
    <message>
        <source>{id}, online</source>
        <translation>{id}、オンライン</translation>
    </message>
    <message>
        <source>{id}, offline</source>
        <translation>{id}、オフライン</translation>
    </message>
    <message>
        <source>Stored command</source>
        <translation>保存済みのコマンド</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Add pictures</source>
        <translation type="vanished">画像を追加</translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation type="vanished">画像 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="vanished">すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation type="vanished">フォルダーを追加</translation>
    </message>
    <message>
        <source>Nothing that was copied can be added.</source>
        <translation>コピーされたものの中に、追加できるものがありません。</translation>
    </message>
    <message>
        <source>Copy picture files or their paths, then paste again.</source>
        <translation>画像ファイルかそのパスをコピーしてから、もう一度貼り付けてください。</translation>
    </message>
    <message>
        <source>No program was found that opens {name}.</source>
        <translation>{name} を開けるプログラムが見つかりません。</translation>
    </message>
    <message>
        <source>Only a link came, and links are not fetched from the web.</source>
        <translation>リンクだけが渡されました。リンク先の画像はダウンロードされません。</translation>
    </message>
    <message>
        <source>Save the picture and drop the file here, or copy the picture itself and paste it.</source>
        <translation>画像を保存してそのファイルをここにドロップするか、画像そのものをコピーして貼り付けてください。</translation>
    </message>
</context>
<context>
    <name>CompareBar</name>
    <message>
        <source>Ways to compare</source>
        <translation>比較のしかた</translation>
    </message>
    <message>
        <source>Hold to see the source</source>
        <translation>押している間は元の画像</translation>
    </message>
    <message>
        <source>Hold to see the source (H)</source>
        <translation>押している間は元の画像 (H)</translation>
    </message>
    <message>
        <source>More ways to compare</source>
        <translation>ほかの比較方法</translation>
    </message>
</context>
<context>
    <name>CompareCanvas</name>
    <message>
        <source>Before and after</source>
        <translation>処理前と処理後</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>処理前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>処理後</translation>
    </message>
    <message>
        <source>Handle at {position} %, zoom {zoom} %</source>
        <translation>スライダー {position} %、表示倍率 {zoom} %</translation>
    </message>
    <message>
        <source>Zoom {zoom} %</source>
        <translation>表示倍率 {zoom} %</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>画像なし</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>元の画像</translation>
    </message>
    <message>
        <source>Plain enlargement</source>
        <translation>単純な拡大</translation>
    </message>
    <message>
        <source>Difference × {factor}</source>
        <translation>差 × {factor}</translation>
    </message>
</context>
<context>
    <name>Contents</name>
    <message>
        <source>Tools</source>
        <translation>ツール</translation>
    </message>
    <message>
        <source>What could not be added</source>
        <translation>追加できなかったもの</translation>
    </message>
    <message>
        <source>Trying {name}...</source>
        <translation>{name} を試しています...</translation>
    </message>
    <message>
        <source>{name} was imported.</source>
        <translation>{name} を取り込みました。</translation>
    </message>
    <message>
        <source>More tools</source>
        <translation>ほかのツール</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message>
        <source>Seconds left</source>
        <translation>残り秒数</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>CrashOffer</name>
    <message>
        <source>What went wrong last time</source>
        <translation>前回起きた問題</translation>
    </message>
    <message>
        <source>Look at the report...</source>
        <translation>レポートを見る...</translation>
    </message>
    <message>
        <source>Look at the report of the last time</source>
        <translation>前回のレポートを見る</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>レポートをコピー</translation>
    </message>
    <message>
        <source>Copy the report of the last time</source>
        <translation>前回のレポートをコピー</translation>
    </message>
    <message>
        <source>ARESRGAN ended unexpectedly last time, or something in it went wrong.</source>
        <translation>前回、ARESRGAN が予期せず終了したか、内部で問題が起きました。</translation>
    </message>
    <message>
        <source>Please pass the report on to its makers. It names none of your files and folders.</source>
        <translation>レポートを開発者にお送りください。ファイル名やフォルダー名は含まれていません。</translation>
    </message>
</context>
<context>
    <name>DeviceOptions</name>
    <message>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>プロセッサー (CPU)</translation>
    </message>
    <message>
        <source>Graphics cards</source>
        <translation>グラフィックカード</translation>
    </message>
    <message>
        <source>Graphics card {number}</source>
        <translation>グラフィックカード {number}</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Drop to add</source>
        <translation>ドロップして追加</translation>
    </message>
</context>
<context>
    <name>Elsewhere</name>
    <message>
        <source>Where the results go</source>
        <translation>結果の保存先</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Drop pictures or folders here</source>
        <translation>ここに画像やフォルダーをドロップ</translation>
    </message>
    <message>
        <source>Choose pictures...</source>
        <translation>画像を選ぶ...</translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation>画像を選ぶ</translation>
    </message>
    <message>
        <source>They become up to 16 times larger, and sharp.</source>
        <translation>最大 16 倍まで、くっきり拡大します。</translation>
    </message>
    <message>
        <source>Try it with a sample picture</source>
        <translation>見本の画像で試す</translation>
    </message>
    <message>
        <source>1.  Add pictures: drop, paste or choose them.</source>
        <translation>1.  画像を追加: ドロップ、貼り付け、または選択。</translation>
    </message>
    <message>
        <source>2.  Choose a model and a size on the right.</source>
        <translation>2.  右側でモデルと大きさを選ぶ。</translation>
    </message>
    <message>
        <source>3.  Start, and compare before and after.</source>
        <translation>3.  開始して、前と後を比べる。</translation>
    </message>
</context>
<context>
    <name>EngineField</name>
    <message>
        <source>Choose...</source>
        <translation>選ぶ...</translation>
    </message>
    <message>
        <source>Choose another engine</source>
        <translation>別のエンジンを選ぶ</translation>
    </message>
    <message>
        <source>Use ours</source>
        <translation>付属のものを使う</translation>
    </message>
    <message>
        <source>Use the engine that comes with ARESRGAN</source>
        <translation>ARESRGAN 付属のエンジンを使う</translation>
    </message>
    <message>
        <source>Trying {name} on a small picture...</source>
        <translation>{name} を小さな画像で試しています...</translation>
    </message>
    <message>
        <source>Programs (*.exe)</source>
        <translation>プログラム (*.exe)</translation>
    </message>
    <message>
        <source>It works: {seconds} s.</source>
        <translation>正常に動作しました: {seconds} 秒。</translation>
    </message>
    <message>
        <source>It runs, but the picture that it makes is wrong.</source>
        <translation>動作しますが、できた画像が正しくありません。</translation>
    </message>
    <message>
        <source>The engine that comes with ARESRGAN</source>
        <translation>ARESRGAN 付属のエンジン</translation>
    </message>
    <message>
        <source>It runs, but makes no picture: choose a program such as realesrgan-ncnn-vulkan.</source>
        <translation>起動はしますが、画像ができません。realesrgan-ncnn-vulkan のようなプログラムを選んでください。</translation>
    </message>
</context>
<context>
    <name>FailureDialog</name>
    <message>
        <source>What went wrong</source>
        <translation>何が起きたか</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Include file and folder names in the report</source>
        <translation>報告にファイル名とフォルダー名を含める</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>報告をコピー</translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>ログを表示</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Choose another folder...</source>
        <translation>別のフォルダーを選ぶ...</translation>
    </message>
</context>
<context>
    <name>Forecast</name>
    <message>
        <source>{megapixels} of results in {duration}, {amount} on disk</source>
        <translation>結果 {megapixels}、{duration}、ディスク {amount}</translation>
    </message>
    <message>
        <source>The disk of {folder} is too full: {needed} needed, {free} free.</source>
        <translation>{folder} のディスクの空きが足りません: 必要 {needed}、空き {free}。</translation>
    </message>
    <message>
        <source>{count} of the pictures need more memory than this computer has: up to {needed}.</source>
        <translation>{count} 件の画像は、このコンピューターより多くのメモリが必要です: 最大 {needed}。</translation>
    </message>
    <message>
        <source>Up to {needed} of memory are needed and {free} are free: close other programs.</source>
        <translation>メモリが最大 {needed} 必要ですが、空きは {free} です。ほかのプログラムを閉じてください。</translation>
    </message>
    <message>
        <source>Choose another folder...</source>
        <translation>別のフォルダーを選ぶ...</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>別のフォルダーを選ぶ</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written: it is read-only, locked or gone.</source>
        <translation>フォルダー {folder} に書き込めません。読み取り専用か、許可がないか、なくなっています。</translation>
    </message>
</context>
<context>
    <name>FormatOptions</name>
    <message>
        <source>Format</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>画質</translation>
    </message>
    <message>
        <source>Transparent parts</source>
        <translation>透明な部分</translation>
    </message>
    <message>
        <source>Refuse the picture</source>
        <translation>画像を処理しない</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黒</translation>
    </message>
    <message>
        <source>Quality: {value}</source>
        <translation>画質: {value}</translation>
    </message>
    <message>
        <source>As the source</source>
        <translation>元と同じ</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>圧縮</translation>
    </message>
    <message>
        <source>Fast to write</source>
        <translation>速く書き出す</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>Smallest file</source>
        <translation>最小サイズ</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>メタデータ</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>Remove the location</source>
        <translation>位置情報を削除</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>すべて削除</translation>
    </message>
</context>
<context>
    <name>HostForm</name>
    <message>
        <source>As it is kept</source>
        <translation>保存済みのものを使用</translation>
    </message>
</context>
<context>
    <name>HostsDialog</name>
    <message>
        <source>Hosts</source>
        <translation>ホスト</translation>
    </message>
    <message>
        <source>Hosts that are set up</source>
        <translation>設定済みのホスト</translation>
    </message>
    <message>
        <source>Other machines with graphics cards can do the work: those that you reach by SSH, instances in Tencent Cloud, and farms of several machines.</source>
        <translation>グラフィックカードを備えた別のマシンに作業を任せられます。SSH で接続するマシン、Tencent Cloud のインスタンス、複数のマシンからなるファームが使えます。</translation>
    </message>
    <message>
        <source>Add...</source>
        <translation>追加...</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>Trust this key</source>
        <translation>この鍵を信頼する</translation>
    </message>
    <message>
        <source>Hosts of this kind need: {command}</source>
        <translation>この種類のホストには次が必要です: {command}</translation>
    </message>
    <message>
        <source>This cannot be kept: {reason}.</source>
        <translation>保存できません: {reason}。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
    <message>
        <source>Saved. This system has no key ring: the password is forgotten at the end.</source>
        <translation>保存しました。このシステムにはキーリングがないため、パスワードは終了時に失われます。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Forget the host {name} and its passwords?</source>
        <translation>ホスト {name} とそのパスワードを削除しますか?</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>削除する</translation>
    </message>
    <message>
        <source>Asking the host...</source>
        <translation>ホストに問い合わせています...</translation>
    </message>
    <message>
        <source>{facts}. Trying a tiny picture...</source>
        <translation>{facts}. 小さな画像で試しています...</translation>
    </message>
    <message>
        <source>{facts}. It works: a tiny picture took {seconds} s.</source>
        <translation>{facts}. 動作します: 小さな画像に {seconds} 秒かかりました。</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>セットアップ</translation>
    </message>
    <message>
        <source>Puts the engine and the models there, for this program alone</source>
        <translation>このプログラム専用のエンジンとモデルをホストに入れます</translation>
    </message>
    <message>
        <source>Setting up the host...</source>
        <translation>ホストをセットアップしています...</translation>
    </message>
    <message>
        <source>Setting up the host: {words}</source>
        <translation>ホストをセットアップしています: {words}</translation>
    </message>
    <message>
        <source>Bringing the models: {percent} %</source>
        <translation>モデルを送っています: {percent} %</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>ARESRGAN is enlarging pictures</source>
        <translation>ARESRGAN が画像を拡大しています</translation>
    </message>
    <message>
        <source>ARESRGAN in the background</source>
        <translation>バックグラウンドの ARESRGAN</translation>
    </message>
    <message>
        <source>Show the &amp;window</source>
        <translation>ウィンドウを表示(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Stop and quit</source>
        <translation>停止して終了(&amp;S)</translation>
    </message>
    <message>
        <source>Pictures are still being enlarged.</source>
        <translation>まだ画像を拡大しています。</translation>
    </message>
    <message>
        <source>The list is kept: what is not done yet waits for you when you start ARESRGAN again.</source>
        <translation>リストは保存されます。終わっていない画像は、次に ARESRGAN を起動したときに待機状態で残っています。</translation>
    </message>
    <message>
        <source>&amp;Finish in the background</source>
        <translation>バックグラウンドで続ける(&amp;F)</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>再読み込み</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation>ログは空です。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Tools</source>
        <translation type="vanished">ツール</translation>
    </message>
    <message>
        <source>What could not be added</source>
        <translation type="vanished">追加できなかったもの</translation>
    </message>
    <message>
        <source>Trying {name}...</source>
        <translation type="vanished">{name} を試しています...</translation>
    </message>
    <message>
        <source>{name} was imported.</source>
        <translation type="vanished">{name} を取り込みました。</translation>
    </message>
    <message>
        <source>More tools</source>
        <translation type="vanished">ほかのツール</translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>画像を追加</translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation>画像 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>フォルダーを追加</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Change {name}</source>
        <translation>{name} を変更</translation>
    </message>
    <message>
        <source>Rename...</source>
        <translation>名前を変更...</translation>
    </message>
    <message>
        <source>Remove...</source>
        <translation>削除...</translation>
    </message>
    <message>
        <source>Rename or remove the model</source>
        <translation>モデルの名前を変更、または削除します</translation>
    </message>
    <message>
        <source>With a picture before and after; the left and right keys move the line.</source>
        <translation>拡大前と拡大後の画像付き。左右のキーで境の線が動きます。</translation>
    </message>
</context>
<context>
    <name>ModelCare</name>
    <message>
        <source>Import a model</source>
        <translation>モデルの取り込み</translation>
    </message>
    <message>
        <source>Models for ncnn ({patterns})</source>
        <translation>ncnn 用モデル ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Rename the model</source>
        <translation>モデルの名前の変更</translation>
    </message>
    <message>
        <source>New name of {name}</source>
        <translation>{name} の新しい名前</translation>
    </message>
    <message>
        <source>Remove the model</source>
        <translation>モデルの削除</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation>{name} を削除しますか?</translation>
    </message>
    <message>
        <source>ARESRGAN&apos;s copy of its files is deleted.</source>
        <translation>ARESRGAN が持つファイルのコピーが削除されます。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>{count} pictures in the queue wait for {name}.</source>
        <translation>キューの {count} 枚の画像が {name} を使う予定です。</translation>
    </message>
    <message>
        <source>Let them finish, choose another model for them, or remove them from the queue first.</source>
        <translation>先に処理を終えるか、別のモデルを選ぶか、キューから外してください。</translation>
    </message>
</context>
<context>
    <name>ModelCell</name>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>このモデルを使う</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>{model} を使う</translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>No models are installed yet. They are about 45 MB.</source>
        <translation>モデルがまだありません。サイズは約 45 MB です。</translation>
    </message>
    <message>
        <source>Get the models</source>
        <translation>モデルを入手</translation>
    </message>
    <message>
        <source>Import model...</source>
        <translation>モデルを取り込む...</translation>
    </message>
    <message>
        <source>Import a model of your own</source>
        <translation>自分のモデルを取り込む</translation>
    </message>
    <message>
        <source>Or drop its .param and .bin files, a folder or a zip file anywhere</source>
        <translation>.param と .bin のファイル、フォルダー、zip ファイルをどこにでもドロップできます</translation>
    </message>
</context>
<context>
    <name>ModelsGrid</name>
    <message>
        <source>Compare models</source>
        <translation>モデルを比較</translation>
    </message>
    <message>
        <source>Wheel and drag move all pictures together. Hold H over one to see its source.</source>
        <translation>ホイールとドラッグで、すべての画像が一緒に動きます。画像の上で H を押している間は元の画像が見えます。</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>Without a model</source>
        <translation>モデルなし</translation>
    </message>
</context>
<context>
    <name>NotesView</name>
    <message>
        <source>What is new in {version}</source>
        <translation>{version} の新機能</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>新機能</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>Options</source>
        <translation>オプション</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
</context>
<context>
    <name>OptionsScope</name>
    <message>
        <source>All pictures</source>
        <translation>すべての画像</translation>
    </message>
    <message>
        <source>Selected only</source>
        <translation>選択のみ</translation>
    </message>
    <message>
        <source>Options for</source>
        <translation>オプションの対象</translation>
    </message>
    <message>
        <source>Same options as for all</source>
        <translation>全体と同じオプションにする</translation>
    </message>
    <message>
        <source>Give the selected pictures the options for all</source>
        <translation>選択した画像を全体のオプションに戻します</translation>
    </message>
    <message>
        <source>{count} selected. What you change here is for the selected pictures only.</source>
        <translation>{count} 件選択中。ここでの変更は、選択した画像だけに適用されます。</translation>
    </message>
    <message>
        <source>The options of the selected pictures cannot be changed any more.</source>
        <translation>選択した画像のオプションは、もう変更できません。</translation>
    </message>
</context>
<context>
    <name>PlaceOptions</name>
    <message>
        <source>Beside the picture</source>
        <translation>画像と同じ場所</translation>
    </message>
    <message>
        <source>Output folder</source>
        <translation>保存先フォルダー</translation>
    </message>
    <message>
        <source>Name of the result</source>
        <translation>結果の名前</translation>
    </message>
    <message>
        <source>You can use: {tokens}</source>
        <translation type="vanished">使えるもの: {tokens}</translation>
    </message>
    <message>
        <source>What the result will be called</source>
        <translation>結果のファイル名</translation>
    </message>
    <message>
        <source>If the name is taken</source>
        <translation>同じ名前があるとき</translation>
    </message>
    <message>
        <source>Choose a new name</source>
        <translation>新しい名前を付ける</translation>
    </message>
    <message>
        <source>Skip the picture</source>
        <translation>画像をとばす</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <translation>ファイルを置き換える</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Where the results go</source>
        <translation>結果の保存先</translation>
    </message>
    <message>
        <source>Change the output folder: {folder}</source>
        <translation>保存先フォルダーを変更: {folder}</translation>
    </message>
    <message>
        <source>This cannot be a name. You can use: {tokens}</source>
        <translation>この名前は使えません。使えるもの: {tokens}</translation>
    </message>
    <message>
        <source>In a folder beside the picture</source>
        <translation>画像の隣のフォルダー</translation>
    </message>
    <message>
        <source>In one folder</source>
        <translation>1 つのフォルダー</translation>
    </message>
    <message>
        <source>Name of the folder beside the picture</source>
        <translation>画像の隣のフォルダーの名前</translation>
    </message>
    <message>
        <source>Note the model</source>
        <translation>モデルを記録</translation>
    </message>
    <message>
        <source>Writes program, model and scale into the file</source>
        <translation>プログラム、モデル、倍率をファイルに書き込みます</translation>
    </message>
    <message>
        <source>the picture&apos;s own name</source>
        <translation>画像の元の名前</translation>
    </message>
    <message>
        <source>how many times it is enlarged</source>
        <translation>拡大の倍率</translation>
    </message>
    <message>
        <source>the model&apos;s name</source>
        <translation>モデルの名前</translation>
    </message>
    <message>
        <source>the result&apos;s width in pixels</source>
        <translation>結果の幅 (ピクセル)</translation>
    </message>
    <message>
        <source>the result&apos;s height in pixels</source>
        <translation>結果の高さ (ピクセル)</translation>
    </message>
    <message>
        <source>today&apos;s date</source>
        <translation>今日の日付</translation>
    </message>
    <message>
        <source>the picture&apos;s number in the queue</source>
        <translation>キューでの画像の番号</translation>
    </message>
    <message>
        <source>In the name you can use:</source>
        <translation>名前には次を使えます:</translation>
    </message>
    <message>
        <source>This is the picture itself, which is never replaced.</source>
        <translation>これは元の画像そのもので、置き換えられることはありません。</translation>
    </message>
</context>
<context>
    <name>PresetButton</name>
    <message>
        <source>Presets</source>
        <translation>プリセット</translation>
    </message>
    <message>
        <source>Keep the options below under a name and use them again</source>
        <translation>下のオプションに名前を付けて保存し、また使えるようにします</translation>
    </message>
    <message>
        <source>The presets could not be saved: {detail}.</source>
        <translation>プリセットを保存できませんでした: {detail}。</translation>
    </message>
    <message>
        <source>{name} holds no presets.</source>
        <translation>{name} にはプリセットがありません。</translation>
    </message>
    <message>
        <source>Choose a file that ARESRGAN has exported.</source>
        <translation>ARESRGAN が書き出したファイルを選んでください。</translation>
    </message>
    <message>
        <source>Save as a preset...</source>
        <translation>プリセットとして保存...</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>書き出し...</translation>
    </message>
    <message>
        <source>Import...</source>
        <translation>読み込み...</translation>
    </message>
    <message>
        <source>Save as a preset</source>
        <translation>プリセットとして保存</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>プリセットの名前</translation>
    </message>
    <message>
        <source>Export presets</source>
        <translation>プリセットの書き出し</translation>
    </message>
    <message>
        <source>Presets (*.json)</source>
        <translation>プリセット (*.json)</translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation>プリセットの読み込み</translation>
    </message>
</context>
<context>
    <name>QueueFilterBar</name>
    <message>
        <source>All pictures</source>
        <translation>すべての画像</translation>
    </message>
    <message>
        <source>Waiting or running</source>
        <translation>待機中・処理中</translation>
    </message>
    <message>
        <source>Done or skipped</source>
        <translation>完了・スキップ</translation>
    </message>
    <message>
        <source>Failed or cancelled</source>
        <translation>失敗・キャンセル</translation>
    </message>
    <message>
        <source>Which pictures are shown</source>
        <translation>表示する画像</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>{state} in {duration}</source>
        <translation>{state} ({duration})</translation>
    </message>
    <message>
        <source>Paused at {percent}</source>
        <translation>{percent} で一時停止中</translation>
    </message>
    <message>
        <source>own options</source>
        <translation>個別のオプション</translation>
    </message>
    <message>
        <source>on {place}</source>
        <translation>{place} で実行中</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Pictures in the queue</source>
        <translation>キュー内の画像</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>キュー</translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message>
        <source>Under the cursor</source>
        <translation>カーソルの位置</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Report</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>RoomNotice</name>
    <message>
        <source>The disk is full</source>
        <translation>ディスクがいっぱいです</translation>
    </message>
    <message>
        <source>Choose another folder...</source>
        <translation>別のフォルダーを選ぶ...</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>別のフォルダーを選ぶ</translation>
    </message>
    <message>
        <source>The disk of {folder} is full: about {missing} more are needed.</source>
        <translation>{folder} のディスクがいっぱいです。あと約 {missing} 必要です。</translation>
    </message>
    <message>
        <source>The work is paused. It goes on by itself when there is room.</source>
        <translation>処理を一時停止しました。空きができると自動的に再開します。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>{path} cannot be written: {detail}.</source>
        <translation>{path} に書き込めません: {detail}。</translation>
    </message>
    <message>
        <source>{path} holds no settings: {detail}.</source>
        <translation>{path} は設定ファイルではありません: {detail}。</translation>
    </message>
    <message>
        <source>The options of the pictures stand in the window, on the right.</source>
        <translation>画像のオプションは、ウィンドウの右側にあります。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>リセット</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>書き出し...</translation>
    </message>
    <message>
        <source>Import...</source>
        <translation>読み込み...</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>設定の書き出し</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>設定の読み込み</translation>
    </message>
    <message>
        <source>This system does not tell when it is used.</source>
        <translation>このシステムからは操作中かどうかが分かりません。</translation>
    </message>
    <message>
        <source>This copy of the program does not know where newer versions are.</source>
        <translation>このプログラムは、新しいバージョンの入手先を知りません。</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>In the picture</source>
        <translation>画像の上で</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>On a model</source>
        <translation>モデルの上で</translation>
    </message>
</context>
<context>
    <name>SizeOptions</name>
    <message>
        <source>Enlargement</source>
        <translation>拡大率</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>指定</translation>
    </message>
    <message>
        <source>Exact size</source>
        <translation>サイズを指定</translation>
    </message>
    <message>
        <source>Longest side</source>
        <translation>長辺</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>幅</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高さ</translation>
    </message>
    <message>
        <source>Fit inside</source>
        <translation>内側に収める</translation>
    </message>
    <message>
        <source>Fill and cut off</source>
        <translation>満たして切り取る</translation>
    </message>
    <message>
        <source>Width in pixels</source>
        <translation>幅 (ピクセル)</translation>
    </message>
    <message>
        <source>Height in pixels</source>
        <translation>高さ (ピクセル)</translation>
    </message>
    <message>
        <source>Size of the result</source>
        <translation>結果のサイズ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>{width} × {height} pixels · {megapixels} MP</source>
        <translation type="vanished">{width} × {height} ピクセル · {megapixels} MP</translation>
    </message>
    <message>
        <source> · about {size}</source>
        <translation> · 約 {size}</translation>
    </message>
    <message>
        <source>Not larger than the picture: it is resized without a model.</source>
        <translation>元の画像より大きくないため、モデルを使わずにサイズを変えます。</translation>
    </message>
    <message>
        <source>{width} × {height} pixels · {megapixels}</source>
        <translation>{width} × {height} ピクセル · {megapixels}</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Progress of the whole queue</source>
        <translation>キュー全体の進み具合</translation>
    </message>
    <message>
        <source>What ARESRGAN and its engine use now</source>
        <translation>ARESRGAN とエンジンが今使っている量</translation>
    </message>
    <message>
        <source>The speed is in megapixels of results a second.</source>
        <translation type="vanished">速度は、結果の 1 秒あたりのメガピクセル数です。</translation>
    </message>
    <message>
        <source>CPU {percent}%</source>
        <translation>CPU {percent}%</translation>
    </message>
    <message>
        <source>RAM {amount}</source>
        <translation>メモリ {amount}</translation>
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
        <translation>新しいバージョン</translation>
    </message>
    <message>
        <source>What is new...</source>
        <translation>新機能...</translation>
    </message>
    <message>
        <source>What is new in the newer version</source>
        <translation>新しいバージョンの新機能</translation>
    </message>
    <message>
        <source>Get it...</source>
        <translation>入手...</translation>
    </message>
    <message>
        <source>Open the page of the newer version</source>
        <translation>新しいバージョンのページを開く</translation>
    </message>
    <message>
        <source>ARESRGAN {new} is there. This is {old}.</source>
        <translation type="vanished">ARESRGAN {new} が公開されています。お使いのバージョンは {old} です。</translation>
    </message>
    <message>
        <source>ARESRGAN {new} is available. You have {old}.</source>
        <translation>ARESRGAN {new} が公開されています。お使いのバージョンは {old} です。</translation>
    </message>
</context>
<context>
    <name>UpdateQuestion</name>
    <message>
        <source>Newer versions</source>
        <translation>新しいバージョン</translation>
    </message>
    <message>
        <source>Look at each start</source>
        <translation>起動のたびに確認する</translation>
    </message>
    <message>
        <source>Look for newer versions at each start</source>
        <translation>起動のたびに新しいバージョンを確認する</translation>
    </message>
    <message>
        <source>Never look</source>
        <translation>確認しない</translation>
    </message>
    <message>
        <source>Never look for newer versions</source>
        <translation>新しいバージョンを確認しない</translation>
    </message>
    <message>
        <source>Shall ARESRGAN look for newer versions?</source>
        <translation>新しいバージョンがあるか確認しますか？</translation>
    </message>
    <message>
        <source>Nothing is installed without you. The answer can be changed in the settings.</source>
        <translation>勝手にインストールされることはありません。この選択は設定で変更できます。</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>Why there is no result</source>
        <translation>結果がない理由</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>表示倍率</translation>
    </message>
</context>
<context>
    <name>WhenDone</name>
    <message>
        <source>&amp;When done</source>
        <translation>完了したら(&amp;W)</translation>
    </message>
    <message>
        <source>When done</source>
        <translation>完了したら</translation>
    </message>
    <message>
        <source>&amp;Tell me</source>
        <translation>知らせる(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Play a sound</source>
        <translation>音を鳴らす(&amp;P)</translation>
    </message>
    <message>
        <source>Leave the computer &amp;on</source>
        <translation>コンピューターはそのまま(&amp;O)</translation>
    </message>
    <message>
        <source>Put the computer to &amp;sleep</source>
        <translation>コンピューターをスリープする(&amp;S)</translation>
    </message>
    <message>
        <source>Shut the computer &amp;down</source>
        <translation>コンピューターをシャットダウンする(&amp;D)</translation>
    </message>
    <message>
        <source>{count} pictures are done.</source>
        <translation type="vanished">{count} 件の画像が完了しました。</translation>
    </message>
    <message>
        <source>All is done. The computer goes to sleep in {seconds} seconds.</source>
        <translation>すべて完了しました。{seconds} 秒後にスリープします。</translation>
    </message>
    <message>
        <source>All is done. The computer shuts down in {seconds} seconds.</source>
        <translation>すべて完了しました。{seconds} 秒後にシャットダウンします。</translation>
    </message>
    <message>
        <source>Pictures done: {count}.</source>
        <translation>{count} 件の画像が完了しました。</translation>
    </message>
    <message>
        <source>{count} failed.</source>
        <translation>{count} 件は失敗しました。</translation>
    </message>
</context>
<context>
    <name>WhereOptions</name>
    <message>
        <source>Where</source>
        <translation>実行場所</translation>
    </message>
    <message>
        <source>Anywhere</source>
        <translation>どこでも</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>このコンピューター</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>キュー(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Add pictures...</source>
        <translation>画像を追加(&amp;A)...</translation>
    </message>
    <message>
        <source>Choose pictures to enlarge</source>
        <translation>拡大する画像を選びます</translation>
    </message>
    <message>
        <source>Add &amp;folder...</source>
        <translation>フォルダーを追加(&amp;F)...</translation>
    </message>
    <message>
        <source>Add every picture of a folder and the folders in it</source>
        <translation>フォルダーとその中のフォルダーにある画像をすべて追加します</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>貼り付け(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Stop; what is running goes back to waiting</source>
        <translation>停止します。処理中のものは待機に戻ります</translation>
    </message>
    <message>
        <source>T&amp;ry again</source>
        <translation>再試行(&amp;R)</translation>
    </message>
    <message>
        <source>Let the selected pictures wait for another try</source>
        <translation>選択した画像をもう一度待機させます</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>Do not enlarge the selected pictures</source>
        <translation>選択した画像を拡大しません</translation>
    </message>
    <message>
        <source>R&amp;emove from the list</source>
        <translation>リストから外す(&amp;E)</translation>
    </message>
    <message>
        <source>Take the selected pictures off the list; the files stay</source>
        <translation>選択した画像をリストから外します。ファイルは残ります</translation>
    </message>
    <message>
        <source>Clear &amp;finished</source>
        <translation>完了したものを消去(&amp;F)</translation>
    </message>
    <message>
        <source>Take all finished pictures off the list; the files stay</source>
        <translation>完了した画像をすべてリストから外します。ファイルは残ります</translation>
    </message>
    <message>
        <source>&amp;Open the result</source>
        <translation>結果を開く(&amp;O)</translation>
    </message>
    <message>
        <source>Open the enlarged picture in its usual program</source>
        <translation>拡大した画像をいつものプログラムで開きます</translation>
    </message>
    <message>
        <source>Show in fol&amp;der</source>
        <translation>フォルダーで表示(&amp;D)</translation>
    </message>
    <message>
        <source>Open the folder that the picture lies in</source>
        <translation>画像のあるフォルダーを開きます</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>全体(&amp;F)</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>画像全体を表示します</translation>
    </message>
    <message>
        <source>&amp;100%</source>
        <translation>&amp;100%</translation>
    </message>
    <message>
        <source>One pixel of the result on one pixel of the screen</source>
        <translation>結果の 1 ピクセルを画面の 1 ピクセルで表示します</translation>
    </message>
    <message>
        <source>&amp;500%</source>
        <translation>&amp;500%</translation>
    </message>
    <message>
        <source>Look closely: five times as large</source>
        <translation>5 倍に拡大してよく見ます</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>拡大表示(&amp;I)</translation>
    </message>
    <message>
        <source>Show less of the picture, larger</source>
        <translation>画像の一部を大きく表示します</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>縮小表示(&amp;O)</translation>
    </message>
    <message>
        <source>Show more of the picture, smaller</source>
        <translation>画像を広く、小さく表示します</translation>
    </message>
    <message>
        <source>&amp;What went wrong...</source>
        <translation>何が起きたか(&amp;W)...</translation>
    </message>
    <message>
        <source>Why there is no result, and a report to pass on</source>
        <translation>結果がない理由と、問い合わせ用の報告を表示します</translation>
    </message>
    <message>
        <source>&amp;Settings...</source>
        <translation>設定(&amp;S)...</translation>
    </message>
    <message>
        <source>Language, colours and engine</source>
        <translation>言語、配色、エンジン</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>キーボードショートカット(&amp;K)</translation>
    </message>
    <message>
        <source>Every key of the window</source>
        <translation>このウィンドウのすべてのキー</translation>
    </message>
    <message>
        <source>Show the &amp;log</source>
        <translation>ログを表示(&amp;L)</translation>
    </message>
    <message>
        <source>What the program and the engine have written down</source>
        <translation>プログラムとエンジンの記録</translation>
    </message>
    <message>
        <source>&amp;About ARESRGAN</source>
        <translation>ARESRGAN について(&amp;A)</translation>
    </message>
    <message>
        <source>Version, packages and licences</source>
        <translation>バージョン、パッケージ、ライセンス</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>ウィンドウを閉じます</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>Add the copied picture, files or paths</source>
        <translation>コピーした画像、ファイル、パスを追加します</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>Take back the last change of the list or the options</source>
        <translation>リストやオプションの直前の変更を取り消します</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>やり直し(&amp;R)</translation>
    </message>
    <message>
        <source>Make the change again that was taken back</source>
        <translation>取り消した変更をもう一度行います</translation>
    </message>
    <message>
        <source>Enlarge all waiting pictures, or go on after a pause</source>
        <translation>待機中の画像をすべて拡大します。一時停止中なら再開します</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>一時停止(&amp;U)</translation>
    </message>
    <message>
        <source>Hold the work where it is; Start goes on</source>
        <translation>作業をその場で止めます。「開始」で再開します</translation>
    </message>
    <message>
        <source>Stop &amp;after this one</source>
        <translation>この画像の後で停止(&amp;A)</translation>
    </message>
    <message>
        <source>Finish what is running and start no other</source>
        <translation>処理中のものを終えたら、次を始めません</translation>
    </message>
    <message>
        <source>Move to &amp;top</source>
        <translation>先頭へ移動(&amp;T)</translation>
    </message>
    <message>
        <source>Let the selected pictures be the next</source>
        <translation>選択した画像を次に処理します</translation>
    </message>
    <message>
        <source>Move u&amp;p</source>
        <translation>上へ移動(&amp;P)</translation>
    </message>
    <message>
        <source>Let the selected pictures come earlier</source>
        <translation>選択した画像を前に動かします</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>下へ移動(&amp;W)</translation>
    </message>
    <message>
        <source>Let the selected pictures come later</source>
        <translation>選択した画像を後ろに動かします</translation>
    </message>
    <message>
        <source>Move to &amp;bottom</source>
        <translation>末尾へ移動(&amp;B)</translation>
    </message>
    <message>
        <source>Let the selected pictures be the last</source>
        <translation>選択した画像を最後に処理します</translation>
    </message>
    <message>
        <source>Try all failed a&amp;gain</source>
        <translation>失敗をすべて再試行(&amp;G)</translation>
    </message>
    <message>
        <source>Let all failed pictures wait for another try</source>
        <translation>失敗した画像をすべて、もう一度待機させます</translation>
    </message>
    <message>
        <source>Copy the path of the resu&amp;lt</source>
        <translation>結果のパスをコピー(&amp;L)</translation>
    </message>
    <message>
        <source>Copy where the enlarged pictures are, one path a line</source>
        <translation>拡大した画像の場所を、1 行に 1 つずつコピーします</translation>
    </message>
    <message>
        <source>&amp;Slider</source>
        <translation>スライダー(&amp;S)</translation>
    </message>
    <message>
        <source>Before on the left of a handle, after on its right</source>
        <translation>境目の左が処理前、右が処理後</translation>
    </message>
    <message>
        <source>Si&amp;de by side</source>
        <translation>並べて表示(&amp;D)</translation>
    </message>
    <message>
        <source>The same part of both pictures beside each other</source>
        <translation>両方の画像の同じ部分を並べます</translation>
    </message>
    <message>
        <source>Di&amp;fference</source>
        <translation>差(&amp;F)</translation>
    </message>
    <message>
        <source>How far both pictures are apart, made eight times as strong</source>
        <translation>両方の画像の違いを 8 倍に強めて表示します</translation>
    </message>
    <message>
        <source>&amp;Result alone</source>
        <translation>結果のみ(&amp;R)</translation>
    </message>
    <message>
        <source>The whole view for the result; hold H to see the source</source>
        <translation>結果だけを表示します。H を押している間は元の画像が見えます</translation>
    </message>
    <message>
        <source>E&amp;xact pixels</source>
        <translation>ピクセルのまま(&amp;X)</translation>
    </message>
    <message>
        <source>Show enlarged pixels as squares instead of smoothly</source>
        <translation>拡大したピクセルを、なめらかにせず四角で表示します</translation>
    </message>
    <message>
        <source>&amp;Try this area</source>
        <translation>この部分を試す(&amp;T)</translation>
    </message>
    <message>
        <source>Enlarge only the part in view with the chosen model; nothing is saved</source>
        <translation>見えている部分だけを、選んだモデルで拡大します。保存はしません</translation>
    </message>
    <message>
        <source>&amp;Compare models</source>
        <translation>モデルを比較(&amp;C)</translation>
    </message>
    <message>
        <source>See the part in view through all installed models</source>
        <translation>見えている部分を、すべてのモデルで試します</translation>
    </message>
    <message>
        <source>&amp;Measure this computer...</source>
        <translation>このコンピューターを測定(&amp;M)...</translation>
    </message>
    <message>
        <source>How fast each model is on each device</source>
        <translation>各モデルの各デバイスでの速さ</translation>
    </message>
    <message>
        <source>Import a &amp;model...</source>
        <translation>モデルを取り込む(&amp;M)...</translation>
    </message>
    <message>
        <source>Add a model of your own, after a test run</source>
        <translation>試しに動かしてから、自分のモデルを追加します</translation>
    </message>
    <message>
        <source>&amp;Hosts...</source>
        <translation>ホスト(&amp;H)...</translation>
    </message>
    <message>
        <source>Set up other machines that do the work</source>
        <translation>作業を任せる別のマシンを設定します</translation>
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
        <translation>約 {duration}</translation>
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
        <translation>{minutes} 分</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 時間 {minutes} 分</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} 時間</translation>
    </message>
</context>
<context>
    <name>forecast</name>
    <message>
        <source>needs {needed} of memory</source>
        <translation>メモリが {needed} 必要</translation>
    </message>
    <message>
        <source>needs {needed} on the disk</source>
        <translation>ディスクに {needed} 必要</translation>
    </message>
    <message>
        <source>{seconds} s per megapixel here</source>
        <translation type="vanished">ここでは 1 メガピクセル {seconds} 秒</translation>
    </message>
    <message>
        <source>its folder cannot be written</source>
        <translation>保存先に書き込めません</translation>
    </message>
    <message>
        <source>{seconds} s per MP</source>
        <translation>1 MP に {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>hosts</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>User; usually your own name</source>
        <translation>ユーザー (通常は自分の名前)</translation>
    </message>
    <message>
        <source>Key file; usually the agent&apos;s keys</source>
        <translation>鍵ファイル (通常はエージェントの鍵)</translation>
    </message>
    <message>
        <source>Engine over there; usually ours</source>
        <translation>ホスト側のエンジン (通常は付属のもの)</translation>
    </message>
    <message>
        <source>Graphics cards</source>
        <translation>グラフィックカードの数</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>リージョン</translation>
    </message>
    <message>
        <source>Instances, with spaces between</source>
        <translation>インスタンス (空白区切り)</translation>
    </message>
    <message>
        <source>System</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>Working folder over there</source>
        <translation>ホスト側の作業フォルダー</translation>
    </message>
    <message>
        <source>Bucket in object storage</source>
        <translation>オブジェクトストレージのバケット</translation>
    </message>
    <message>
        <source>Stored command instead of ours</source>
        <translation>付属のものの代わりに使う保存済みコマンド</translation>
    </message>
    <message>
        <source>Scheduler, such as tls://10.0.0.2:8786</source>
        <translation>スケジューラー (例: tls://10.0.0.2:8786)</translation>
    </message>
    <message>
        <source>Folder of certificates</source>
        <translation>証明書のフォルダー</translation>
    </message>
    <message>
        <source>Password, or that of the key file</source>
        <translation>パスワード、または鍵ファイルのパスワード</translation>
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
        <translation>SSH のマシン</translation>
    </message>
    <message>
        <source>Tencent Cloud</source>
        <translation>Tencent Cloud</translation>
    </message>
    <message>
        <source>Dask farm</source>
        <translation>Dask ファーム</translation>
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
        <translation>処理前と処理後の境目を動かす</translation>
    </message>
    <message>
        <source>Move the handle further</source>
        <translation>境目を大きく動かす</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>画像を動かす</translation>
    </message>
    <message>
        <source>Zoom in or out</source>
        <translation>拡大・縮小表示</translation>
    </message>
    <message>
        <source>Hold to see the source</source>
        <translation>押している間、元の画像を表示</translation>
    </message>
    <message>
        <source>Hold to drag the picture instead of the handle</source>
        <translation>押している間、つまみではなく画像をドラッグ</translation>
    </message>
    <message>
        <source>Move the line between before and after</source>
        <translation>前後の境界線を動かす</translation>
    </message>
    <message>
        <source>Rename a model of your own</source>
        <translation>自分のモデルの名前を変える</translation>
    </message>
    <message>
        <source>Remove a model of your own</source>
        <translation>自分のモデルを削除する</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>The options do not fit together: {detail}.</source>
        <translation>オプションの組み合わせが正しくありません: {detail}。</translation>
    </message>
    <message>
        <source>Change the options and try again.</source>
        <translation>オプションを変えて、もう一度試してください。</translation>
    </message>
    <message>
        <source>{name} is not there.</source>
        <translation>{name} がありません。</translation>
    </message>
    <message>
        <source>Check its name and whether it was moved.</source>
        <translation>名前が正しいか、移動されていないか確かめてください。</translation>
    </message>
    <message>
        <source>{name} cannot be opened.</source>
        <translation>{name} を開けません。</translation>
    </message>
    <message>
        <source>Check that you are allowed to read it.</source>
        <translation>読み取る権限があるか確かめてください。</translation>
    </message>
    <message>
        <source>{name} is not a picture that ARESRGAN can read.</source>
        <translation>{name} は ARESRGAN が読める画像ではありません。</translation>
    </message>
    <message>
        <source>Save it as PNG, JPEG, WebP or TIFF in another program first.</source>
        <translation>先に別のプログラムで PNG、JPEG、WebP、TIFF のいずれかとして保存してください。</translation>
    </message>
    <message>
        <source>{name} is damaged or incomplete.</source>
        <translation>{name} は壊れているか、途中で切れています。</translation>
    </message>
    <message>
        <source>Get the file again, or open and save it in a picture editor.</source>
        <translation>ファイルを入手し直すか、画像編集プログラムで開いて保存し直してください。</translation>
    </message>
    <message>
        <source>{name} is too large: {detail}.</source>
        <translation>{name} は大きすぎます: {detail}。</translation>
    </message>
    <message>
        <source>Cut it into parts or make it smaller first.</source>
        <translation>先に分割するか、小さくしてください。</translation>
    </message>
    <message>
        <source>The model {stem} is not installed.</source>
        <translation>モデル {stem} がインストールされていません。</translation>
    </message>
    <message>
        <source>Get the models with the button in the window or with: aresrgan models fetch</source>
        <translation>ウィンドウのボタンか、次のコマンドで入手してください: aresrgan models fetch</translation>
    </message>
    <message>
        <source>The model file {name} is damaged.</source>
        <translation>モデルファイル {name} が壊れています。</translation>
    </message>
    <message>
        <source>Get the models again: aresrgan models fetch</source>
        <translation>モデルを入手し直してください: aresrgan models fetch</translation>
    </message>
    <message>
        <source>The models could not be got: {detail}.</source>
        <translation>モデルを入手できませんでした: {detail}。</translation>
    </message>
    <message>
        <source>Check the network, or use a folder that holds them: aresrgan models fetch --from FOLDER</source>
        <translation>ネットワークを確かめるか、モデルのあるフォルダーを使ってください: aresrgan models fetch --from FOLDER</translation>
    </message>
    <message>
        <source>{name} has transparent parts, which a JPEG cannot hold.</source>
        <translation>{name} には透明な部分がありますが、JPEG では保存できません。</translation>
    </message>
    <message>
        <source>The result of {name} is larger than its format allows: {detail}.</source>
        <translation>{name} の結果が、形式の上限を超えます: {detail}。</translation>
    </message>
    <message>
        <source>Choose PNG or a smaller size.</source>
        <translation>PNG か、より小さいサイズを選んでください。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {detail}.</source>
        <translation>{path} に書き込めません: {detail}。</translation>
    </message>
    <message>
        <source>Choose another output folder.</source>
        <translation>別の保存先フォルダーを選んでください。</translation>
    </message>
    <message>
        <source>The result would replace the picture {name} itself.</source>
        <translation>結果が元の画像 {name} を置き換えてしまいます。</translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation>別の名前かフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>The engine&apos;s result for {name} is not right: {detail}.</source>
        <translation>{name} のエンジンの結果が正しくありません: {detail}。</translation>
    </message>
    <message>
        <source>Try again with a smaller tile, or on the CPU.</source>
        <translation>タイルを小さくするか、CPU で試してください。</translation>
    </message>
    <message>
        <source>The disk is full: {path} could not be written.</source>
        <translation>ディスクがいっぱいで、{path} に書き込めませんでした。</translation>
    </message>
    <message>
        <source>Free some space or choose another output folder.</source>
        <translation>空き容量を増やすか、別の保存先フォルダーを選んでください。</translation>
    </message>
    <message>
        <source>There is not enough memory for {name}.</source>
        <translation>{name} の処理にはメモリが足りません。</translation>
    </message>
    <message>
        <source>Close other programs, choose a smaller tile or size, or the CPU.</source>
        <translation>ほかのプログラムを閉じるか、より小さいタイルやサイズ、または CPU を選んでください。</translation>
    </message>
    <message>
        <source>The chosen graphics card is not there.</source>
        <translation>選んだグラフィックカードがありません。</translation>
    </message>
    <message>
        <source>Choose another device, or the CPU.</source>
        <translation>別のデバイスか CPU を選んでください。</translation>
    </message>
    <message>
        <source>The graphics card failed at {name}.</source>
        <translation>{name} の処理中にグラフィックカードで失敗しました。</translation>
    </message>
    <message>
        <source>Choose a smaller tile or the CPU, or update the graphics driver.</source>
        <translation>より小さいタイルか CPU を選ぶか、グラフィックドライバーを更新してください。</translation>
    </message>
    <message>
        <source>The engine {path} cannot be started.</source>
        <translation>エンジン {path} を起動できません。</translation>
    </message>
    <message>
        <source>Choose another engine or install the program again.</source>
        <translation>別のエンジンを選ぶか、プログラムをインストールし直してください。</translation>
    </message>
    <message>
        <source>The engine stopped unexpectedly at {name}.</source>
        <translation>{name} の処理中にエンジンが突然終了しました。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>キャンセルしました。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong with {name}: {detail}.</source>
        <translation>{name} で予期しない問題が起きました: {detail}。</translation>
    </message>
    <message>
        <source>Please report it together with the log.</source>
        <translation>ログと一緒に報告してください。</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>処理中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Skipped: the result is already there</source>
        <translation>スキップ: 結果がすでにあります</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>キャンセル済み</translation>
    </message>
    <message>
        <source>Photos and anything natural. The best, and slow.</source>
        <translation>写真や自然なもの全般。最高の品質で、時間がかかります。</translation>
    </message>
    <message>
        <source>Drawings, anime and illustrations.</source>
        <translation>絵、アニメ、イラスト。</translation>
    </message>
    <message>
        <source>Video frames, game art and quick looks. Very fast.</source>
        <translation>動画のコマ、ゲームの絵、試し見に。とても速いです。</translation>
    </message>
    <message>
        <source>Your own model.</source>
        <translation>自分で追加したモデル。</translation>
    </message>
    <message>
        <source>the picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Choose another format, or a background colour.</source>
        <translation>別の形式か、背景色を選んでください。</translation>
    </message>
    <message>
        <source>Too large for {format}</source>
        <translation>{format} には大きすぎます</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>Memory (GB)</source>
        <translation>メモリ (GB)</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Enlarged</source>
        <translation>拡大</translation>
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
        <translation>最大メモリ (MB)</translation>
    </message>
    <message>
        <source>Seconds are those of the whole job, from file to file. MP/s are megapixels of the result in a second. Peak memory is the engine&apos;s in main memory, not that of a graphics card.</source>
        <translation>秒数はファイルからファイルまでの処理全体の時間です。MP/秒は 1 秒あたりの結果のメガピクセル数です。最大メモリはエンジンが使うメインメモリで、グラフィックカードのメモリは含みません。</translation>
    </message>
    <message>
        <source>left out: about {seconds} s</source>
        <translation>省略: 約 {seconds} 秒</translation>
    </message>
    <message>
        <source>failed: {why}</source>
        <translation>失敗: {why}</translation>
    </message>
    <message>
        <source>{name} is not a model that ARESRGAN can use.</source>
        <translation>{name} は ARESRGAN で使えるモデルではありません。</translation>
    </message>
    <message>
        <source>It takes the ncnn form of the model: two files that end in .param and .bin. Other forms, such as .pth or .onnx, have to be converted first.</source>
        <translation>ncnn 形式のモデル (.param と .bin の 2 つのファイル) が必要です。.pth や .onnx などの形式は、先に変換してください。</translation>
    </message>
    <message>
        <source>{name} is missing: a model is a .param and a .bin file of one name.</source>
        <translation>{name} がありません。モデルは同じ名前の .param と .bin のファイルからなります。</translation>
    </message>
    <message>
        <source>Put both files into one folder and import the model again.</source>
        <translation>両方のファイルを同じフォルダーに置いて、もう一度取り込んでください。</translation>
    </message>
    <message>
        <source>{name} cannot be used as a model: {detail}.</source>
        <translation>{name} はモデルとして使えません: {detail}。</translation>
    </message>
    <message>
        <source>Get both files again from where the model comes, or choose another.</source>
        <translation>配布元から両方のファイルを入手し直すか、別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>There is a model named {name} already.</source>
        <translation>{name} という名前のモデルがすでにあります。</translation>
    </message>
    <message>
        <source>Choose another name, or remove the other model first.</source>
        <translation>別の名前を選ぶか、先にもう一方のモデルを削除してください。</translation>
    </message>
    <message>
        <source>{name} is one of the official models and stays as it is.</source>
        <translation>{name} は公式モデルなので変更できません。</translation>
    </message>
    <message>
        <source>Only models of your own can be renamed or removed.</source>
        <translation>名前の変更と削除ができるのは自分のモデルだけです。</translation>
    </message>
    <message>
        <source>The engine stood still at {name} and was stopped.</source>
        <translation>エンジンが {name} で動かなくなったため、停止しました。</translation>
    </message>
    <message>
        <source>The list of pictures from last time was damaged and could not be read.</source>
        <translation>前回の画像の一覧が壊れていて、読み込めませんでした。</translation>
    </message>
    <message>
        <source>Add the pictures again. The old list was kept as {path}.</source>
        <translation>画像を追加し直してください。古い一覧は {path} として残してあります。</translation>
    </message>
    <message>
        <source>The list of pictures cannot be kept: {detail}.</source>
        <translation>画像の一覧を保存できません：{detail}。</translation>
    </message>
    <message>
        <source>The work goes on; after closing the window the pictures must be added again.</source>
        <translation>作業は続きますが、ウィンドウを閉じたあとは画像を追加し直す必要があります。</translation>
    </message>
    <message>
        <source>again, with small tiles</source>
        <translation>小さなタイルで再試行</translation>
    </message>
    <message>
        <source>again, on another graphics card</source>
        <translation>別のGPUで再試行</translation>
    </message>
    <message>
        <source>again, on the processor</source>
        <translation>CPUで再試行</translation>
    </message>
    <message>
        <source>Only the first frame: {format} holds no animations</source>
        <translation>最初のフレームのみ: {format} はアニメーションを保存できません</translation>
    </message>
    <message>
        <source>The host {name} cannot be reached: {detail}.</source>
        <translation>ホスト {name} に接続できません: {detail}。</translation>
    </message>
    <message>
        <source>Check that it is running, and the network.</source>
        <translation>ホストが動いていることとネットワークを確認してください。</translation>
    </message>
    <message>
        <source>The host {name} has not been trusted yet: {detail}.</source>
        <translation>ホスト {name} はまだ信頼されていません: {detail}。</translation>
    </message>
    <message>
        <source>Compare its key, then trust it on the hosts page or with: aresrgan hosts test --trust</source>
        <translation>鍵を見比べてから、ホストのページまたは次のコマンドで信頼してください: aresrgan hosts test --trust</translation>
    </message>
    <message>
        <source>Take care: the host {name} has another key than the one you trusted: {detail}.</source>
        <translation>注意: ホスト {name} の鍵が、信頼した鍵と異なります: {detail}。</translation>
    </message>
    <message>
        <source>Somebody may be listening in. Only where you know that it was set up anew, remove the host and add it again.</source>
        <translation>通信が盗聴されているおそれがあります。ホストが作り直されたことが確かな場合にだけ、ホストを削除して追加し直してください。</translation>
    </message>
    <message>
        <source>The host {name} refused the log-in: {detail}.</source>
        <translation>ホスト {name} がログインを拒否しました: {detail}。</translation>
    </message>
    <message>
        <source>Check the user, and the key, password or certificate.</source>
        <translation>ユーザーと、鍵・パスワード・証明書を確認してください。</translation>
    </message>
    <message>
        <source>The host {name} is not ready: {detail}.</source>
        <translation>ホスト {name} の準備ができていません: {detail}。</translation>
    </message>
    <message>
        <source>Set it up, then test it on the hosts page or with: aresrgan hosts test</source>
        <translation>準備を整えてから、ホストのページまたは次のコマンドでテストしてください: aresrgan hosts test</translation>
    </message>
    <message>
        <source>There is no host named {name}.</source>
        <translation>{name} という名前のホストはありません。</translation>
    </message>
    <message>
        <source>Add it on the hosts page or with: aresrgan hosts add</source>
        <translation>ホストのページまたは次のコマンドで追加してください: aresrgan hosts add</translation>
    </message>
    <message>
        <source>Sent to {place}: {percent}%</source>
        <translation>{place} に送信中: {percent}%</translation>
    </message>
    <message>
        <source>Next on {place}</source>
        <translation>{place} で順番待ち</translation>
    </message>
    <message>
        <source>Fetched from {place}: {percent}%</source>
        <translation>{place} から受信中: {percent}%</translation>
    </message>
    <message>
        <source>Waiting for {place}</source>
        <translation>{place} を待っています</translation>
    </message>
    <message>
        <source>no graphics card</source>
        <translation>グラフィックカードなし</translation>
    </message>
    <message>
        <source>engine {version}</source>
        <translation>エンジン {version}</translation>
    </message>
    <message>
        <source>{amount} GB free</source>
        <translation>空き {amount} GB</translation>
    </message>
    <message>
        <source>clock off by {seconds} s</source>
        <translation>時計のずれ {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Looks</source>
        <translation>外観</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>エンジン</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Program that enlarges</source>
        <translation>拡大するプログラム</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Settings (*.json)</source>
        <translation>設定 (*.json)</translation>
    </message>
    <message>
        <source>Pause while you use the computer</source>
        <translation>パソコンの使用中は一時停止</translation>
    </message>
    <message>
        <source>No</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>Go on after 10 seconds without a touch</source>
        <translation>10秒間操作がなければ再開</translation>
    </message>
    <message>
        <source>Go on after a minute without a touch</source>
        <translation>1分間操作がなければ再開</translation>
    </message>
    <message>
        <source>Go on after five minutes without a touch</source>
        <translation>5分間操作がなければ再開</translation>
    </message>
    <message>
        <source>Newer versions</source>
        <translation>新しいバージョン</translation>
    </message>
    <message>
        <source>Look for newer versions</source>
        <translation>新しいバージョンの確認</translation>
    </message>
    <message>
        <source>Not yet decided: ask once</source>
        <translation>未定（一度だけ尋ねる）</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>確認しない</translation>
    </message>
    <message>
        <source>At each start</source>
        <translation>起動のたびに</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>{count} running</source>
        <translation>処理中 {count}</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>待機中 {count}</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>失敗 {count}</translation>
    </message>
    <message>
        <source>{count} skipped</source>
        <translation>スキップ {count}</translation>
    </message>
    <message>
        <source>{count} cancelled</source>
        <translation>キャンセル {count}</translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation>画像はまだありません</translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation>{total} 件中 {done} 件完了</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Stops after this one</source>
        <translation>この画像の後で停止します</translation>
    </message>
    <message>
        <source>{speed} MP/s</source>
        <translation>{speed} MP/秒</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>残り {duration}</translation>
    </message>
    <message>
        <source>{amount} to write</source>
        <translation>書き込み {amount}</translation>
    </message>
    <message>
        <source>Paused while you use the computer</source>
        <translation>パソコンの使用中は一時停止</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>このPC</translation>
    </message>
    <message>
        <source>{place}: not available</source>
        <translation>{place}: 使用不可</translation>
    </message>
</context>
</TS>
