package netprobe

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// The titles of the checks stand in a column and are short.
var (
	titleName     = codes.Text{EN: "Name", ZH: "域名"}
	titleAddress  = codes.Text{EN: "Address", ZH: "地址"}
	titleConnect  = codes.Text{EN: "Connection", ZH: "连接"}
	titleLoss     = codes.Text{EN: "Loss", ZH: "丢失"}
	titleDelay    = codes.Text{EN: "Delay", ZH: "延迟"}
	titleTLS      = codes.Text{EN: "TLS", ZH: "TLS"}
	titlePortal   = codes.Text{EN: "Sign-in page", ZH: "认证页面"}
	titleIssuer   = codes.Text{EN: "Issuer", ZH: "证书签发者"}
	titleCertName = codes.Text{EN: "Certified name", ZH: "证书域名"}
	titleDates    = codes.Text{EN: "Valid dates", ZH: "证书日期"}
	titleWay      = codes.Text{EN: "Interception", ZH: "中间拦截"}
	titleClock    = codes.Text{EN: "Clock", ZH: "时钟"}
	titleProxy    = codes.Text{EN: "Proxy", ZH: "代理"}
)

// What the checks say.
var (
	reasonLiteral     = codes.Text{EN: "an address was given, no name", ZH: "给的是地址，不是域名"}
	reasonNoName      = codes.Text{EN: "the name %s does not exist", ZH: "域名 %s 不存在"}
	reasonNameTimeout = codes.Text{EN: "the name server did not answer in time", ZH: "域名服务器没有及时应答"}
	reasonNameFailed  = codes.Text{EN: "the name server could not be asked or could not say", ZH: "问不到域名服务器，或它答不上来"}
	reasonAddresses   = codes.Same("%s")
	reasonNoAddress   = codes.Text{EN: "there is no address to go to", ZH: "没有可用的地址"}
	reasonLocalName   = codes.Text{EN: "the name belongs to a local network", ZH: "这是局域网里的名称"}
	reasonInvented    = codes.Text{EN: "%s is a made-up address: something on this machine or network answers for the name server", ZH: "%s 是编造的地址：本机或网络里有软件代替域名服务器应答"}
	reasonNowhere     = codes.Text{EN: "%s leads nowhere: the name is blocked", ZH: "%s 哪里也到不了：域名被屏蔽"}
	reasonPrivate     = codes.Text{EN: "%s is private: right inside the acquirer's own network, otherwise a sign-in page or a filter answers", ZH: "%s 是内网地址：在收单机构专网里是对的，否则可能是认证页面或过滤设备在应答"}
	reasonPublic      = codes.Text{EN: "public addresses, as they should be", ZH: "都是公网地址，正常"}

	reasonReached  = codes.Text{EN: "%[1]s answers on port %[2]d", ZH: "%[1]s 的 %[2]d 端口有应答"}
	reasonSomeFail = codes.Text{EN: "others answer, but %[1]s: %[2]s", ZH: "别的地址正常，但 %[1]s：%[2]s"}
	outcomeWords   = map[Outcome]codes.Text{
		Refused:     {EN: "refused", ZH: "被拒绝"},
		TimedOut:    {EN: "no answer", ZH: "没有应答"},
		Unreachable: {EN: "no way there", ZH: "无法到达"},
		Denied:      {EN: "forbidden on this machine", ZH: "被本机禁止"},
		Failed:      {EN: "failed", ZH: "失败"},
	}
	reasonOutcomes = map[Outcome]codes.Text{
		Refused:     {EN: "refused: the machine is there, but nothing listens on port %d", ZH: "被拒绝：机器在，但 %d 端口没有服务"},
		TimedOut:    {EN: "no answer from port %d in time", ZH: "%d 端口没有及时应答"},
		Unreachable: {EN: "this network has no way there (port %d)", ZH: "这个网络到不了对方（端口 %d）"},
		Denied:      {EN: "this machine forbids the connection to port %d", ZH: "本机禁止连接 %d 端口"},
		Failed:      {EN: "the connection to port %d failed", ZH: "连接 %d 端口失败"},
	}
	reasonNotReached = codes.Text{EN: "no connection stood", ZH: "没有连上"}
	reasonOnce       = codes.Text{EN: "one connect only; --count 10 tells more", ZH: "只连了一次；用 --count 10 能看得更准"}
	reasonLoss       = codes.Text{EN: "%[1]d of %[2]d connects failed", ZH: "%[2]d 次连接中有 %[1]d 次失败"}
	reasonNoLoss     = codes.Text{EN: "all of %d connects came through", ZH: "%d 次连接全部成功"}
	reasonDelay      = codes.Text{EN: "usually %[1]d ms, at most %[2]d ms", ZH: "一般 %[1]d 毫秒，最长 %[2]d 毫秒"}

	reasonNoProxy     = codes.Text{EN: "no environment variable names one; other settings were not looked at", ZH: "环境变量里没有设置代理；没有查看其他设置"}
	reasonProxy       = codes.Text{EN: "%[1]s names %[2]s; a terminal does not know of it, and posdoctor went without it", ZH: "%[1]s 指定了代理 %[2]s；终端不会用它，posdoctor 也没有用"}
	reasonProxyUnused = codes.Text{EN: "%[1]s names %[2]s, but the hosts were reached without it", ZH: "%[1]s 指定了代理 %[2]s，但不用它也能连上"}
)

// What TLS says.
var (
	reasonTLSOff      = codes.Text{EN: "the profile says that this host does not speak TLS; nothing was sent", ZH: "配置文件写明这台主机不用 TLS；没有发送任何内容"}
	reasonOldTLS      = codes.Text{EN: "%s is out of date and no longer allowed for card payments", ZH: "%s 已经过时，银行卡支付不再允许使用"}
	reasonTLSClient   = codes.Text{EN: "%s; the host asks for the terminal's own certificate, which only the terminal has", ZH: "%s；主机要求终端自己的证书，只有终端才有"}
	reasonNeedsClient = codes.Text{EN: "the host wants the terminal's own certificate first; only the terminal can go on", ZH: "主机先要终端自己的证书，只有终端才能继续"}
	reasonAlert       = codes.Text{EN: "the host broke off the handshake: %s", ZH: "主机中断了握手：%s"}
	textNoAlert       = codes.Text{EN: "it speaks a form of TLS that is not known here", ZH: "它用的 TLS 版本这里不认识"}
	reasonNoTLS       = map[Speech]codes.Text{
		SpeechHTTP:   {EN: "the port answers with plain HTTP, not TLS", ZH: "这个端口用明文 HTTP 应答，不是 TLS"},
		SpeechOther:  {EN: "the port speaks another protocol, not TLS", ZH: "这个端口用的是别的协议，不是 TLS"},
		SpeechClosed: {EN: "the port hangs up at a TLS greeting: it speaks no TLS, or somebody cuts it off", ZH: "一发 TLS 握手对方就挂断：它不用 TLS，或者被中途切断"},
		SpeechSilent: {EN: "the port does not answer a TLS greeting: it speaks no TLS, or somebody holds it back", ZH: "对 TLS 握手没有应答：它不用 TLS，或者被中途拦下"},
	}
	reasonNoAnswer  = codes.Text{EN: "nothing answered that would tell", ZH: "没有可供判断的应答"}
	reasonNoPortal  = codes.Text{EN: "none answers in place of the host", ZH: "没有页面代替主机应答"}
	reasonRedirect  = codes.Text{EN: "the answer sends you to %s", ZH: "应答把人引到 %s"}
	reasonPlainHTTP = codes.Text{EN: "a plain web answer where the host should speak", ZH: "本该是主机应答，却来了一个普通网页应答"}
	reasonHTTPPort  = codes.Text{EN: "plain HTTP is the rule on this port", ZH: "这个端口本来就用明文 HTTP"}

	reasonNoCertificate = codes.Text{EN: "the host showed no certificate", ZH: "主机没有出示证书"}
	reasonSeeWay        = codes.Text{EN: "see Interception", ZH: "见“中间拦截”"}
	reasonTrusted       = codes.Text{EN: "%[1]s (certificates sent: %[2]d, trusted root: %[3]s)", ZH: "%[1]s（发来 %[2]d 张证书，受信任的根：%[3]s）"}
	reasonNoRoots       = codes.Text{EN: "this machine's own list of trusted issuers could not be read", ZH: "读不到本机受信任的签发者列表"}
	reasonSelfSigned    = codes.Text{EN: "%s signed it itself: nobody vouches for the host", ZH: "%s 自己给自己签的：没有人为这台主机担保"}
	reasonPrivateRoot   = codes.Text{EN: "%s is not known to this machine; acquirers often have an issuer of their own that only the terminal knows", ZH: "本机不认识签发者 %s；收单机构常有自己的签发者，只有终端认识"}
	reasonBrokenChain   = codes.Text{EN: "the host does not send the certificate of %s, so the chain ends in the air", ZH: "主机没有发来 %s 的证书，证书链不完整"}
	reasonBadChain      = codes.Text{EN: "it does not stand up to checking: an outdated signature, or limits of the issuer", ZH: "证书经不起检查：签名算法过时，或超出签发者的限制"}
	reasonNameless      = codes.Text{EN: "it is for %s; an address cannot be compared with a name", ZH: "证书是给 %s 的；地址无法与域名核对"}
	reasonOtherName     = codes.Text{EN: "it is for %[1]s, not for %[2]s", ZH: "证书是给 %[1]s 的，不是给 %[2]s 的"}
	reasonRightName     = codes.Text{EN: "it is for %s", ZH: "证书确实是给 %s 的"}
	reasonExpired       = codes.Text{EN: "%[1]s ran out on %[2]s", ZH: "%[1]s 的证书已于 %[2]s 到期"}
	reasonNotYet        = codes.Text{EN: "%[1]s begins on %[2]s only", ZH: "%[1]s 的证书要到 %[2]s 才生效"}
	reasonSoon          = codes.Text{EN: "it runs out on %[1]s, in %[2]s", ZH: "%[1]s 到期，还剩 %[2]s"}
	reasonDates         = codes.Text{EN: "%[1]s to %[2]s", ZH: "%[1]s 至 %[2]s"}
	reasonIntercepted   = codes.Text{EN: "%[1]s (%[2]s) answers with a certificate of its own", ZH: "%[1]s（%[2]s）用自己的证书代替主机应答"}
	reasonNoProduct     = codes.Text{EN: "none of the products known for it; others would not be seen", ZH: "没有发现已知的拦截产品；未知的看不出来"}

	kindWords = map[string]codes.Text{
		"filter":    {EN: "a filter on the network", ZH: "网络上的过滤设备"},
		"antivirus": {EN: "a protection program on this machine", ZH: "本机上的防护软件"},
		"debugger":  {EN: "a program for looking into connections", ZH: "抓包调试软件"},
	}
)

// What the clock says.
var (
	reasonAhead     = codes.Text{EN: "this machine is %[1]s ahead, by %[2]s from %[3]s", ZH: "本机快了%[1]s（依据 %[3]s 的%[2]s）"}
	reasonBehind    = codes.Text{EN: "this machine is %[1]s behind, by %[2]s from %[3]s", ZH: "本机慢了%[1]s（依据 %[3]s 的%[2]s）"}
	reasonClock     = codes.Text{EN: "right within %[3]s, by %[1]s from %[2]s", ZH: "误差不超过%[3]s（依据 %[2]s 的%[1]s）"}
	reasonTooEarly  = codes.Text{EN: "it shows %[1]s, but the certificate of %[2]s begins on %[3]s: it is behind", ZH: "本机显示 %[1]s，但 %[2]s 的证书 %[3]s 才开始：时钟慢了"}
	reasonBounds    = codes.Text{EN: "no host stated a time; by the certificate of %[1]s it is only known to lie between %[2]s and %[3]s", ZH: "没有主机报出时间；按 %[1]s 的证书，只知道在 %[2]s 与 %[3]s 之间"}
	reasonNoWitness = codes.Text{EN: "nothing stated a time to compare with", ZH: "没有可以对照的时间"}
	byHandshake     = codes.Text{EN: "the time in the TLS handshake", ZH: "TLS 握手时间"}
	byHTTP          = codes.Text{EN: "the date of the HTTP answer", ZH: "HTTP 应答日期"}
	spanSeconds     = codes.Text{EN: "%d s", ZH: " %d 秒"}
	spanMinutes     = codes.Text{EN: "%d min", ZH: " %d 分钟"}
	spanHours       = codes.Text{EN: "%d h", ZH: " %d 小时"}
	spanDays        = codes.Text{EN: "%d days", ZH: " %d 天"}
)

func do(who string, en, zh string) diag.Remedy {
	return diag.Remedy{Who: who, Do: codes.Text{EN: en, ZH: zh}}
}

// What may be behind a problem, and what to do.
var (
	whyNoName = why{
		[]codes.Text{
			{EN: "the name is misspelt", ZH: "域名写错了"},
			{EN: "the host is known inside a private network only", ZH: "这台主机只在专网里才有"},
			{EN: "the name server of this network leaves it out", ZH: "这个网络的域名服务器屏蔽了它"},
		},
		[]diag.Remedy{
			do("manager", "Compare the name with the one in the terminal's settings, letter by letter.", "与终端设置里的主机名逐字核对。"),
			do("support", "Ask the acquirer whether the host needs its private network or SIM card.", "问收单机构：这台主机是否要走专网或专用 SIM 卡。"),
		},
	}
	whyResolver = why{
		[]codes.Text{
			{EN: "this machine is not on the internet", ZH: "本机没有上网"},
			{EN: "the router or the name server that it names is down", ZH: "路由器或它指定的域名服务器不工作"},
		},
		[]diag.Remedy{
			do("manager", "Open any web site on this machine. If none opens, restart the router.", "在本机随便打开一个网站。都打不开就重启路由器。"),
			do("support", "Try another name server in the router's settings.", "在路由器设置里换一个域名服务器试试。"),
		},
	}
	whyInvented = why{
		[]codes.Text{
			{EN: "a proxy or VPN program on this machine or the router answers for all names", ZH: "本机或路由器上的代理、VPN 软件接管了域名"},
			{EN: "a guest network sends everybody to its sign-in page", ZH: "访客网络把所有人引到认证页面"},
			{EN: "an ad or content filter blocks the name", ZH: "广告或内容过滤屏蔽了这个域名"},
		},
		[]diag.Remedy{
			do("manager", "Turn the proxy or VPN program off and run it again; sign in to the network if it asks.", "关闭代理或 VPN 软件后再试；如果网络要求认证，请先认证。"),
			do("support", "Put the terminal on a network without such a filter.", "让终端用没有这类过滤的网络。"),
		},
	}
	whyOutcomes = map[Outcome]why{
		Refused: {
			[]codes.Text{
				{EN: "the port is wrong", ZH: "端口写错了"},
				{EN: "the service is down for the moment", ZH: "对方服务暂时停了"},
				{EN: "a firewall refuses in the host's place", ZH: "防火墙代为拒绝"},
			},
			[]diag.Remedy{
				do("manager", "Compare the port with the terminal's settings.", "与终端设置里的端口核对。"),
				do("acquirer", "Ask whether the host is up and expects you from this network.", "问收单机构：主机是否正常、是否允许从这个网络连接。"),
			},
		},
		TimedOut: {
			[]codes.Text{
				{EN: "a firewall swallows the connection", ZH: "防火墙丢弃了连接"},
				{EN: "the host answers only to addresses that it knows", ZH: "主机只回应登记过的地址"},
				{EN: "the network is very slow or broken behind the router", ZH: "路由器外面的网络很慢或断了"},
			},
			[]diag.Remedy{
				do("manager", "Open any web site. If it opens, the way to this host alone is closed.", "随便打开一个网站。能打开就说明只是到这台主机的路不通。"),
				do("support", "Let the firewall pass this host and port; try a mobile hotspot to compare.", "在防火墙放行这台主机和端口；用手机热点对比一下。"),
			},
		},
		Unreachable: {
			[]codes.Text{
				{EN: "no cable, no Wi-Fi or no SIM connection", ZH: "网线、Wi-Fi 或 SIM 卡没有连上"},
				{EN: "the address belongs to a private network that this machine is not in", ZH: "地址属于专网，本机不在里面"},
			},
			[]diag.Remedy{
				do("manager", "Check cable and Wi-Fi; restart the router.", "检查网线和 Wi-Fi；重启路由器。"),
				do("support", "If the acquirer gave a VPN or a SIM card, use it.", "如果收单机构给了 VPN 或 SIM 卡，请使用它。"),
			},
		},
		Denied: {
			[]codes.Text{{EN: "a firewall or protection program on this machine", ZH: "本机的防火墙或防护软件"}},
			[]diag.Remedy{do("support", "Allow posdoctor in that program, or test from another machine on the same network.", "在该软件里放行 posdoctor，或在同一网络的另一台电脑上测试。")},
		},
		Failed: {
			[]codes.Text{{EN: "the network broke off the connection", ZH: "网络中断了连接"}},
			[]diag.Remedy{do("support", "Run it again; try another network to compare.", "再试一次；换一个网络对比。")},
		},
	}
	whySomeFail = why{
		[]codes.Text{{EN: "one machine of the host is down, or a firewall passes only some of its addresses", ZH: "对方有一台机器停了，或防火墙只放行了部分地址"}},
		[]diag.Remedy{do("support", "Let the firewall pass every address of the host; a terminal takes any of them, so payments fail now and then.", "在防火墙放行这台主机的所有地址；终端可能用其中任何一个，所以会时好时坏。")},
	}
	whyLoss = why{
		[]codes.Text{
			{EN: "weak Wi-Fi or mobile signal", ZH: "Wi-Fi 或手机信号弱"},
			{EN: "an overloaded line: video, backups, guests", ZH: "线路太忙：视频、备份、访客上网"},
		},
		[]diag.Remedy{
			do("manager", "Move the terminal or the router; keep guests off the terminal's network.", "挪动终端或路由器；不要让访客用终端的网络。"),
			do("support", "Repeat with --count 50 at a busy hour and keep the result.", "在繁忙时段用 --count 50 再测一次并保存结果。"),
		},
	}
	whySlow = why{
		[]codes.Text{
			{EN: "a satellite or weak mobile link, a VPN by a far country, or an overloaded line", ZH: "卫星或信号弱的移动网络、绕路的 VPN，或线路太忙"},
		},
		[]diag.Remedy{do("support", "Compare with another network; a payment needs several such trips and may time out.", "换一个网络对比；一笔支付要往返多次，可能超时。")},
	}
	whyProxy = why{
		[]codes.Text{{EN: "this network lets programs out through a proxy only", ZH: "这个网络只允许程序通过代理上网"}},
		[]diag.Remedy{do("support", "Open a direct way to the host for the terminal, or enter the proxy in the terminal if it has that setting.", "为终端开通直连主机的通道；如果终端支持，也可以在终端里填代理。")},
	}
	whyOldTLS = why{
		[]codes.Text{{EN: "the host, or a device in its place, was not updated for years", ZH: "主机或代替它应答的设备多年没有更新"}},
		[]diag.Remedy{do("acquirer", "Ask which TLS versions the host speaks.", "问收单机构主机支持哪些 TLS 版本。")},
	}
	whyAlert = why{
		[]codes.Text{
			{EN: "the host accepts only terminals that show their own certificate, or only known addresses", ZH: "主机只接受出示自己证书的终端，或只接受登记过的地址"},
			{EN: "the host needs other versions or ciphers", ZH: "主机要求别的版本或加密方式"},
			{EN: "the host does not know the name that was asked for", ZH: "主机不认识请求的域名"},
		},
		[]diag.Remedy{do("acquirer", "Give the words of the alert and ask what the host expects.", "把中断时的提示告诉收单机构，问主机要求什么。")},
	}
	whyNoTLS = why{
		[]codes.Text{
			{EN: "the port is wrong", ZH: "端口写错了"},
			{EN: "a sign-in page, a proxy or a firewall answers in place of the host", ZH: "认证页面、代理或防火墙代替主机应答"},
		},
		[]diag.Remedy{
			do("manager", "Open any web site on this network and sign in if it asks.", "在这个网络里随便打开一个网站，如果要求认证就先认证。"),
			do("support", "Compare host and port with the terminal's settings; try a mobile hotspot to compare.", "与终端设置里的主机和端口核对；用手机热点对比一下。"),
		},
	}
	whyPortal = why{
		[]codes.Text{{EN: "a guest network wants somebody to sign in or to pay first", ZH: "访客网络要求先认证或付费"}},
		[]diag.Remedy{
			do("manager", "Sign in with a browser. A terminal cannot, so give it another network.", "用浏览器完成认证。终端做不到，请给它换一个网络。"),
		},
	}
	whySelfSigned = why{
		[]codes.Text{
			{EN: "a router, sign-in page or filter answers in place of the host", ZH: "路由器、认证页面或过滤设备代替主机应答"},
			{EN: "it is a test host, or the acquirer gives its certificate to the terminals by hand", ZH: "这是测试主机，或收单机构把证书预装在终端里"},
		},
		[]diag.Remedy{do("acquirer", "Ask whether this certificate is theirs; read its issuer and dates out.", "问收单机构这张证书是不是他们的，并报出签发者和日期。")},
	}
	whyBrokenChain = why{
		[]codes.Text{{EN: "the host was set up without the certificates in between; browsers fetch them, terminals do not", ZH: "主机没有配置中间证书；浏览器会自己补，终端不会"}},
		[]diag.Remedy{do("acquirer", "Ask them to send the whole chain.", "请收单机构让主机发送完整的证书链。")},
	}
	whyBadChain = why{
		[]codes.Text{{EN: "the certificate is very old, or made by an issuer that may not certify this name", ZH: "证书太旧，或签发者无权为这个域名签发"}},
		[]diag.Remedy{do("acquirer", "Read its issuer and dates out and ask for a new one.", "把签发者和日期告诉收单机构，请他们换新证书。")},
	}
	whyOtherName = why{
		[]codes.Text{
			{EN: "the name is an old or a wrong one of the host", ZH: "用的是旧域名或错误的域名"},
			{EN: "something else answers in place of the host", ZH: "有别的东西代替主机应答"},
		},
		[]diag.Remedy{do("acquirer", "Ask for the host's present name and port.", "问收单机构主机现在的域名和端口。")},
	}
	whyExpired = why{
		[]codes.Text{{EN: "the host's certificate was not renewed", ZH: "主机的证书没有续期"}},
		[]diag.Remedy{do("acquirer", "Tell them the name and the date. Until it is renewed, terminals that check it cannot pay.", "把名称和日期告诉收单机构。续期之前，会核对证书的终端无法支付。")},
	}
	whyExpiredOrClock = why{
		[]codes.Text{
			{EN: "the host's certificate was not renewed", ZH: "主机的证书没有续期"},
			{EN: "the clock of this machine is ahead", ZH: "本机的时钟快了"},
		},
		[]diag.Remedy{
			do("manager", "Look at date and time of this machine and of the terminal.", "看一下本机和终端的日期、时间。"),
			do("acquirer", "If they are right, tell the acquirer the name and the date.", "如果时间没错，把名称和日期告诉收单机构。"),
		},
	}
	whyNotYet = why{
		[]codes.Text{
			{EN: "the clock of this machine is behind", ZH: "本机的时钟慢了"},
			{EN: "the certificate was made for later", ZH: "证书是为以后准备的"},
		},
		[]diag.Remedy{do("manager", "Look at date and time of this machine and of the terminal, and at the time zone.", "看一下本机和终端的日期、时间和时区。")},
	}
	whySoon = why{
		[]codes.Text{{EN: "nobody has renewed the host's certificate yet", ZH: "主机的证书还没有续期"}},
		[]diag.Remedy{do("acquirer", "Ask when it is renewed.", "问收单机构什么时候续期。")},
	}
	whyIntercepted = why{
		[]codes.Text{{EN: "a program or device opens every connection to look inside; a terminal refuses that", ZH: "有软件或设备会拆开每个连接检查内容，终端会拒绝这样的连接"}},
		[]diag.Remedy{do("support", "Leave the host out of the inspection, or put the terminal on a network without it.", "把这台主机排除在检查之外，或让终端用没有这种设备的网络。")},
	}
	whyClock = why{
		[]codes.Text{
			{EN: "the clock was set by hand, the battery is empty, or the time zone is wrong", ZH: "时钟是手动设的、电池没电，或时区不对"},
			{EN: "with a wrong clock certificates and signatures fail, and logs cannot be put in order", ZH: "时钟不准会让证书和签名失效，日志也对不上"},
		},
		[]diag.Remedy{
			do("manager", "Let date and time be set automatically, on this machine and on the terminal.", "在本机和终端上都设成自动校时。"),
		},
	}
)
