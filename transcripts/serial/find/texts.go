package find

import "github.com/posdoctor/posdoctor/codes"

// What to do about a port.
var (
	adviceGroup = codes.Text{
		EN: "You may not open this port. The line below lets you; then log out and in again.",
		ZH: "没有权限打开这个串口。运行下面这一行，然后注销并重新登录。",
	}
	adviceLogInAgain = codes.Text{
		EN: "%[1]s is in the group %[2]s already, but this session began before that. Log out and in again.",
		ZH: "%[1]s 已经在 %[2]s 组里，但当前会话是在加入之前开始的。请注销并重新登录。",
	}
	adviceRule = codes.Text{
		EN: "Only the administrator may open this port. The line below lets whoever sits at the machine; then unplug the cable and plug it in again.",
		ZH: "只有管理员能打开这个串口。运行下面这一行，让坐在电脑前的用户也能打开，然后把线拔下再插上。",
	}
	adviceClosed = codes.Text{
		EN: "Only the administrator may open this port. The line below lets you until the machine is started again.",
		ZH: "只有管理员能打开这个串口。运行下面这一行就能打开，重启电脑后失效。",
	}
	adviceNoFile = codes.Text{
		EN: "The system knows this port, but there is no file for it under /dev. Inside a container the device must be passed in (--device).",
		ZH: "系统里有这个串口，但 /dev 下没有对应的文件。在容器里需要用 --device 把设备传进来。",
	}
	adviceHeld = codes.Text{
		EN: "In use by %s. Close that program first; if it is the till's own, ask before you stop it in the middle of a sale.",
		ZH: "正被 %s 占用。请先关闭该程序；如果是收银软件，不要在交易中途关闭，先问一声。",
	}
	adviceModemHolds = codes.Text{
		EN: "ModemManager holds this port and sends modem commands to the terminal. Wait 15 seconds; the line below keeps it away for good.",
		ZH: "ModemManager 占用着这个串口，并向终端发送调制解调器命令。请等 15 秒；运行下面这一行可以让它以后不再碰这个设备。",
	}
	adviceModemTries = codes.Text{
		EN: "ModemManager is running. For some seconds after plugging in it may hold this port and send modem commands to the terminal. The line below keeps it away.",
		ZH: "ModemManager 正在运行。设备插上后的十几秒内，它可能占用这个串口并向终端发送调制解调器命令。运行下面这一行可以让它不再碰这个设备。",
	}
	adviceCallOut = codes.Text{
		EN: "Use this name and not its twin that begins with tty.: that one waits for a signal which many cables never give.",
		ZH: "请用这个名称，不要用以 tty. 开头的同名设备：后者会等一个信号，而很多线根本不给。",
	}
)

// Why a device shows no serial port, and what helps.
var (
	whyBrltty    = codes.Text{EN: "brltty, the program for Braille displays, took it.", ZH: "被盲文显示器程序 brltty 占用了。"}
	adviceBrltty = codes.Text{
		EN: "If nobody here uses a Braille display, the line below stops brltty; then unplug the cable and plug it in again.",
		ZH: "如果没有人使用盲文显示器，运行下面这一行停用 brltty，然后把线拔下再插上。",
	}
	whyTaken    = codes.Text{EN: "another program took the device directly.", ZH: "别的程序直接占用了这个设备。"}
	adviceTaken = codes.Text{
		EN: "Close programs that talk to the terminal themselves (cash register, bank software, a virtual machine), then plug it in again.",
		ZH: "请关闭直接与终端通信的程序（收银软件、银行组件、虚拟机），然后重新插上。",
	}
	whyDebug    = codes.Text{EN: "it is an Android device in debug mode (adb), which is no serial port.", ZH: "它是处于调试模式（adb）的安卓设备，不是串口。"}
	adviceDebug = codes.Text{
		EN: "If it is the terminal, set its connection to the till to USB serial in its own settings, or use the network.",
		ZH: "如果它就是终端，请在终端设置里把与收银机的连接方式改成 USB 串口，或改用网络连接。",
	}
	whyHID    = codes.Text{EN: "it presents itself as a keyboard-like device (HID).", ZH: "它以类似键盘的方式（HID）工作。"}
	adviceHID = codes.Text{
		EN: "Some terminals can be switched: look for the USB mode in the terminal's menu, or ask its provider.",
		ZH: "有些终端可以切换：在终端菜单里找 USB 模式，或询问服务商。",
	}
	whyStorage   = codes.Text{EN: "it presents itself as a disk.", ZH: "它以 U 盘的方式工作。"}
	whyDriver    = codes.Text{EN: "the driver %s has not taken it.", ZH: "驱动 %s 没有接管它。"}
	adviceDriver = codes.Text{
		EN: "The line below loads the driver. If that fails, the driver is not part of this system: ask who looks after the machine.",
		ZH: "运行下面这一行加载驱动。如果失败，说明系统里没有这个驱动，请找管理这台电脑的人。",
	}
	whyNoDriver    = codes.Text{EN: "no driver made a serial port of it.", ZH: "没有驱动把它变成串口。"}
	adviceNoDriver = codes.Text{
		EN: "Look for the USB mode in the terminal's menu; some terminals need a driver from their provider.",
		ZH: "在终端菜单里找 USB 模式；有些终端需要服务商提供的驱动。",
	}
)

// What could not be found out on a system.
var (
	limitNames = codes.Text{
		EN: "Only the names of the ports are known here: not the maker, the product or the USB numbers.",
		ZH: "在这个系统上只能看到串口名称，看不到厂家、产品和 USB 编号。",
	}
	limitHolders = codes.Text{EN: "Who has a port open was not checked.", ZH: "没有检查谁在占用串口。"}
)
