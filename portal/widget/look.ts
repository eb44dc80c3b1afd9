/** Stands in a shadow root as an adopted sheet: neither the page's styles nor its policy about styles reach it. */
export const LOOK = `
:host{all:initial}
button{position:fixed;right:max(20px,env(safe-area-inset-right));bottom:max(20px,env(safe-area-inset-bottom));
z-index:2147483000;display:grid;place-items:center;width:56px;height:56px;margin:0;padding:0;border:0;border-radius:50%;
background:#0b7767;color:#fff;box-shadow:0 4px 16px rgb(0 0 0/.24);cursor:pointer;font:600 12px/20px system-ui,sans-serif}
button:focus-visible{outline:3px solid #0b7767;outline-offset:3px}
button:hover{background:#075f52}
button.talking{outline:3px solid #b3261e;outline-offset:3px}
svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
span{position:absolute;top:-4px;right:-4px;min-width:20px;box-sizing:border-box;padding:0 6px;border-radius:10px;background:#b3261e;color:#fff;
text-align:center}
span[hidden]{display:none}
p{position:fixed;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
iframe{position:fixed;right:max(20px,env(safe-area-inset-right));bottom:calc(88px + env(safe-area-inset-bottom));
z-index:2147483000;width:min(380px,calc(100vw - 40px));height:min(600px,calc(100dvh - 112px));border:0;border-radius:14px;
background:#f3f4f6;box-shadow:0 8px 40px rgb(0 0 0/.28);color-scheme:normal}
iframe[hidden]{display:none}
@media (prefers-color-scheme:dark){iframe{background:#101316}}
@media (max-width:480px){iframe{inset:0;width:100vw;height:100dvh;border-radius:0}}
`

export const ICON = 'M4.5 19.5l1.2-3.6A8 8 0 1 1 8.4 18.4L4.5 19.5M8.5 11h7M8.5 14h4.5'
