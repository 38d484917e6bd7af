//go:build unix && !linux

package serial

import "github.com/posdoctor/posdoctor/transcripts/ecr/wire"

// taken is always false: only Linux tells.
func (c *claim) taken() bool { return false }

// settings are not followed here.
func (c *claim) settings() (wire.Line, bool) { return wire.Line{}, false }

// wake does nothing: dropping what the driver holds ends a write here.
func (c *claim) wake() {}
