package codes

// Text says what a code by itself means for the money. It is empty for a value
// that is not on the list.
func (m Money) Text() Text { return moneyTexts[m] }

var moneyTexts = map[Money]Text{
	NotMoved:     {EN: "This answer books nothing.", ZH: "这个应答表示没有扣款。"},
	Held:         {EN: "The amount is held on the card, not yet taken.", ZH: "金额已在卡上冻结，还没有扣走。"},
	Moved:        {EN: "Approved: the amount is held or taken.", ZH: "已批准：金额已冻结或扣走。"},
	PartlyMoved:  {EN: "Approved for a part of the amount only.", ZH: "只批准了一部分金额。"},
	MayHaveMoved: {EN: "The amount may have been taken. Find out before anything else.", ZH: "可能已经扣款，请先查清楚。"},
	Undone:       {EN: "An earlier booking was undone.", ZH: "之前的一笔已被撤回。"},
	MoneyUnknown: {EN: "This code says nothing about the money.", ZH: "这个码说明不了钱的去向。"},
}

// Text names a party for people in a shop. It is empty for [Nobody].
func (p Party) Text() Text { return partyTexts[p] }

var partyTexts = map[Party]Text{
	Issuer:       {EN: "the card's bank", ZH: "发卡行"},
	Acquirer:     {EN: "the shop's payment provider (acquirer)", ZH: "收单机构"},
	Network:      {EN: "the card network", ZH: "卡组织"},
	Terminal:     {EN: "the terminal", ZH: "终端"},
	CardItself:   {EN: "the card's chip", ZH: "卡片芯片"},
	Merchant:     {EN: "the shop", ZH: "商户"},
	PartyUnknown: {EN: "not known", ZH: "不确定"},
}

// Text says how sure a statement is.
func (c Confidence) Text() Text { return confidenceTexts[c] }

var confidenceTexts = map[Confidence]Text{
	High:   {EN: "well known", ZH: "可靠"},
	Medium: {EN: "fairly sure", ZH: "比较可靠"},
	Low:    {EN: "not sure", ZH: "不太确定"},
	Memory: {EN: "general knowledge, no document found", ZH: "一般经验，没有找到文件依据"},
}
