"""The words for what a binding has come to."""

from desktop.domain.bindings import BindingState

_STATES = {
    BindingState.PENDING: "待审核",
    BindingState.BOUND: "已绑定",
    BindingState.REFUSED: "已拒绝",
    BindingState.UNBOUND: "已解除",
    BindingState.WITHDRAWN: "已撤回",
}


def binding_state_label(state: BindingState) -> str:
    return _STATES[state]
