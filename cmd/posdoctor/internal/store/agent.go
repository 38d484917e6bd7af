package store

import (
	"errors"
	"net"
	"slices"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// ErrAgent tells that no ssh-agent answers or that it holds no such key.
var ErrAgent = errors.New("the ssh-agent does not give this key")

// agentPatience bounds how long an agent may take, which may ask its user first.
const agentPatience = time.Minute

// AgentSigner gives a key of the ssh-agent at that socket: the one with the
// fingerprint, or the first one when it is "". close ends the connection.
func AgentSigner(socket, fingerprint string) (signer ssh.Signer, done func(), err error) {
	if socket == "" {
		return nil, nil, ErrAgent
	}
	conn, err := net.DialTimeout("unix", socket, agentPatience)
	if err != nil {
		return nil, nil, errors.Join(ErrAgent, err)
	}
	done = func() { conn.Close() }
	err = conn.SetDeadline(time.Now().Add(agentPatience))
	var signers []ssh.Signer
	if err == nil {
		signers, err = agent.NewClient(conn).Signers()
	}
	if err != nil {
		done()
		return nil, nil, errors.Join(ErrAgent, err)
	}
	i := slices.IndexFunc(signers, func(s ssh.Signer) bool {
		return fingerprint == "" || ssh.FingerprintSHA256(s.PublicKey()) == fingerprint
	})
	if i < 0 {
		done()
		return nil, nil, ErrAgent
	}
	return signers[i], done, nil
}
