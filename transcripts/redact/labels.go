package redact

func (f *finder) labels() {}
