// Posts the one form of this page. The button stays for browsers that stop scripts.
document.querySelector('#go-on')?.submit();
